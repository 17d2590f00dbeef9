import type { RunEntry } from '../../../protocol/dashboard.js';
import { element } from '../../element.js';
import { filled } from '../../filled.js';
import { Redrawn } from '../../redrawn.js';
import { formats } from '../formats.js';
import { words } from '../words.js';

/** Which run is looked at. */
export class RunChooser {
	readonly #select = element('select', { id: 'run' });
	readonly #options = new Redrawn<readonly RunEntry[]>(this.#select, (runs) => runs.map(optionOf));
	readonly element = element(
		'div',
		{ class: 'run-chooser' },
		element('label', { for: 'run' }, words.run),
		this.#select,
	);
	#chosen: string | undefined;

	constructor(choose: (run: string) => void) {
		this.#select.addEventListener('change', () => choose(this.#select.value));
	}

	/** @param runs newest first */
	draw(runs: readonly RunEntry[], chosen: string | undefined): void {
		const wanted = this.#chosen ?? chosen ?? runs[0]?.id ?? '';
		this.#options.draw(runs);
		if (this.#select.value !== wanted) this.#select.value = wanted;
	}

	/** The host shows this one. */
	choose(run: string): void {
		this.#chosen = run;
		if (this.#select.value !== run) this.#select.value = run;
	}

	focus(): void {
		this.#select.focus();
	}
}

function optionOf({ id, startedAt, durationMs, outcome }: RunEntry): HTMLOptionElement {
	const at = formats.moment(startedAt);
	const text =
		durationMs === undefined
			? filled(words.runOption, at, words[outcome])
			: filled(words.runOptionTook, at, words[outcome], formats.duration(durationMs));
	return element('option', { value: id }, text);
}
