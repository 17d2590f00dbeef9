import type { NewMemory } from '../../../src/core/memory/entry.js';

/** More than one page of the list holds. */
export const ledgerPages: readonly NewMemory[] = Array.from({ length: 16 }, (_, at) => ({
	kind: 'scene',
	tier: 'immediate',
	chapter: 1,
	text: `Page ${at + 1} of the ledger has a date, a weight and the word “empty”.`,
}));
