import type { EntryCard } from './entryCard.js';
import { listStep } from './listKeys.js';

export interface CardFocusParts {
	/** In the order in which they are shown. */
	cards(): readonly EntryCard[];
	/** The entry that the keys move from. */
	active(): string | undefined;
	setActive(id: string): void;
	focusSearch(): void;
}

/** Of all cards one can be reached by the tab key; the arrow keys lead from it to the others. */
export class CardFocus {
	readonly #parts: CardFocusParts;

	constructor(container: HTMLElement, parts: CardFocusParts) {
		this.#parts = parts;
		container.addEventListener('focusin', ({ target }) => {
			const card = this.#cardAt(target);
			if (card !== undefined) this.#activate(card);
		});
		container.addEventListener('keydown', (event) => {
			const card = this.#cardAt(event.target);
			if (card?.element === event.target && this.#move(event.key, card)) event.preventDefault();
		});
	}

	/** After cards have come or gone. */
	update(): void {
		const cards = this.#parts.cards();
		const active = this.#active(cards);
		for (const card of cards) card.setReachable(card === active);
	}

	focusActive(): void {
		this.#active(this.#parts.cards())?.element.focus();
	}

	/** The entry is about to go: whoever is at it finds themselves at the next one. */
	leave(id: string): void {
		const cards = this.#parts.cards();
		const at = cards.findIndex(({ entry }) => entry.id === id);
		const next = cards[at + 1] ?? cards[at - 1];
		if (next !== undefined && cards[at]?.element.contains(document.activeElement) === true) next.element.focus();
	}

	#active(cards: readonly EntryCard[]): EntryCard | undefined {
		return cards.find(({ entry }) => entry.id === this.#parts.active()) ?? cards[0];
	}

	#activate(card: EntryCard): void {
		this.#parts.setActive(card.entry.id);
		this.update();
	}

	#move(key: string, card: EntryCard): boolean {
		const step = listStep(key, this.#parts.cards(), card);
		if (step?.to === 'search') this.#parts.focusSearch();
		else step?.card.element.focus();
		return step !== undefined;
	}

	#cardAt(target: EventTarget | null): EntryCard | undefined {
		return target instanceof Node ? this.#parts.cards().find((card) => card.element.contains(target)) : undefined;
	}
}
