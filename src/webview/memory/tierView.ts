import type { Tier, TierSection } from '../../protocol/memory.js';
import { element, setAttribute, setText } from '../element.js';
import { filled } from '../filled.js';
import { icon } from '../icon.js';
import { textButton } from '../iconButton.js';
import type { EntryActions } from './entryActions.js';
import { EntryList } from './entryList.js';
import { words } from './words.js';

export interface TierActions extends EntryActions {
	setTierOpen(tier: Tier, open: boolean): void;
	showLater(tier: Tier): void;
	showEarlier(tier: Tier): void;
}

/** One tier of memory under its heading, open or closed. */
export class TierView {
	readonly element: HTMLElement;
	readonly list: EntryList;
	readonly #tier: Tier;
	readonly #count = element('span', { class: 'count' });
	readonly #head: HTMLButtonElement;
	readonly #body: HTMLElement;
	readonly #empty: HTMLElement;
	readonly #earlier: HTMLButtonElement;
	readonly #later: HTMLButtonElement;
	#isOpen = false;

	constructor(tier: Tier, actions: TierActions) {
		this.#tier = tier;
		this.list = new EntryList(words[tier], actions);
		this.#empty = element('p', { class: 'hint' }, words[`${tier}Empty`]);
		this.#earlier = textButton(words.showEarlier, 'link', () => actions.showEarlier(tier));
		this.#later = textButton(words.showMore, 'link', () => actions.showLater(tier));
		this.#body = element('div', { id: `tier-${tier}` }, this.#empty, this.#earlier, this.list.element, this.#later);
		this.#head = element(
			'button',
			{ type: 'button', class: 'tier-head', title: words[`${tier}Tip`], 'aria-controls': `tier-${tier}` },
			icon('chevron'),
			element('span', { class: 'tier-title' }, words[tier]),
			this.#count,
		);
		this.#head.addEventListener('click', () => actions.setTierOpen(tier, !this.#isOpen));
		this.element = element(
			'section',
			{ class: 'tier', 'aria-label': words[tier] },
			element('h2', {}, this.#head),
			this.#body,
		);
	}

	/** @param isFiltered only some kinds or chapters are looked at, so that nothing says little */
	draw(section: TierSection, isOpen: boolean, isFiltered: boolean): void {
		const { count, isLeast, isMore, from, entries } = section;
		this.#isOpen = isOpen;
		this.element.dataset['tier'] = this.#tier;
		setText(this.#count, isLeast ? filled(words.atLeast, count) : filled('{0}', count));
		setAttribute(this.#head, 'aria-expanded', String(isOpen));
		this.#body.hidden = !isOpen;
		this.#empty.hidden = count > 0 || isFiltered;
		this.#earlier.hidden = from === 0;
		this.#later.hidden = !isMore;
		this.list.draw(isOpen ? entries : [], from, isLeast ? -1 : count);
	}
}
