import type { MemoryHealthShown } from '../../../protocol/dashboard.js';
import { element, setText } from '../../element.js';
import { formats } from '../formats.js';
import { Meter } from '../meter.js';
import { words } from '../words.js';

/** How much lies in one tier of memory. */
export class TierFigure {
	readonly element: HTMLElement;
	readonly #count = element('p', { class: 'big' });
	readonly #meter: Meter;

	constructor(tier: keyof MemoryHealthShown['tiers']) {
		this.#meter = new Meter('slim', words[tier]);
		this.element = element(
			'div',
			{ class: 'tier' },
			element('h3', {}, words[tier]),
			this.#count,
			this.#meter.element,
			element('p', { class: 'muted' }, words[`${tier}Tip`]),
		);
	}

	/** @param most of all tiers */
	draw(count: number, most: number): void {
		setText(this.#count, formats.count(count));
		this.#meter.draw(count / most, formats.count(count));
	}
}
