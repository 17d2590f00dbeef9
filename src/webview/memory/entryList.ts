import type { ShownEntry } from '../../protocol/memory.js';
import { element, setAttribute, setChildren } from '../element.js';
import type { EntryActions } from './entryActions.js';
import { EntryCard } from './entryCard.js';

/** Memories in their order, kept from one snapshot to the next. */
export class EntryList {
	readonly element: HTMLElement;
	readonly #actions: EntryActions;
	readonly #cards = new Map<string, EntryCard>();

	/** @param label what it is a list of */
	constructor(label: string, actions: EntryActions) {
		this.element = element('div', { role: 'feed', class: 'entries', 'aria-label': label });
		this.#actions = actions;
	}

	get cards(): readonly EntryCard[] {
		return [...this.#cards.values()];
	}

	/**
	 * @param from how many stand before these
	 * @param all how many there are; -1 where nobody knows
	 */
	draw(entries: readonly ShownEntry[], from: number, all: number): void {
		const cards = entries.map((entry) => this.#cards.get(entry.id) ?? new EntryCard(entry, this.#actions));
		this.#cards.clear();
		cards.forEach((card, at) => {
			const entry = entries[at];
			if (entry === undefined) return;
			this.#cards.set(entry.id, card);
			setAttribute(card.element, 'aria-posinset', String(from + at + 1));
			setAttribute(card.element, 'aria-setsize', String(all));
		});
		setChildren(
			this.element,
			cards.map((card) => card.element),
		);
		entries.forEach((entry, at) => cards[at]?.update(entry));
		for (const card of cards) card.measure();
	}
}
