import type { EntryCard } from './entryCard.js';

/** What a key in a list of cards leads to. */
export type ListStep = { readonly to: 'card'; readonly card: EntryCard } | { readonly to: 'search' };

const pageLength = 5;

/**
 * Where a key leads from a card, in the order in which they are shown.
 * @returns undefined for keys that lead nowhere
 */
export function listStep(key: string, cards: readonly EntryCard[], current: EntryCard): ListStep | undefined {
	const at = cards.indexOf(current);
	if (key === 'ArrowUp' && at === 0) return { to: 'search' };
	const card = cards[wantedPlace(key, at, cards.length)];
	return card === undefined ? undefined : { to: 'card', card };
}

/** -1 for none. */
function wantedPlace(key: string, at: number, all: number): number {
	switch (key) {
		case 'ArrowDown':
			return Math.min(all - 1, at + 1);
		case 'ArrowUp':
			return at - 1;
		case 'PageDown':
			return Math.min(all - 1, at + pageLength);
		case 'PageUp':
			return Math.max(0, at - pageLength);
		case 'Home':
			return 0;
		case 'End':
			return all - 1;
		default:
			return -1;
	}
}
