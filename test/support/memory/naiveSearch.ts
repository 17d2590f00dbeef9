import type { VectorMatch } from '../../../src/core/memory/vectorIndex.js';

/** What an index has to find, computed in the plainest way. */
export function naiveSearch(
	vectors: ReadonlyMap<number, readonly number[]>,
	query: readonly number[],
	limit: number,
	asOfChapter = Number.POSITIVE_INFINITY,
): readonly VectorMatch[] {
	return [...vectors]
		.filter(([sequence]) => sequence <= asOfChapter)
		.map(([sequence, vector]) => ({
			sequence,
			score: vector.reduce((sum, value, at) => sum + value * (query[at] ?? 0), 0),
		}))
		.sort((a, b) => b.score - a.score || a.sequence - b.sequence)
		.slice(0, limit);
}
