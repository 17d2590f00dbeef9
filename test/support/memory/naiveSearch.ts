import type { VectorMatch } from '../../../src/core/memory/vectorIndex.js';

/** What an index has to find, computed in the plainest way. */
export function naiveSearch(
	vectors: ReadonlyMap<number, readonly number[]>,
	query: readonly number[],
	limit: number,
	maxKey = Number.POSITIVE_INFINITY,
): readonly VectorMatch[] {
	return [...vectors]
		.filter(([key]) => key <= maxKey)
		.map(([key, vector]) => ({ key, score: vector.reduce((sum, value, at) => sum + value * (query[at] ?? 0), 0) }))
		.sort((a, b) => b.score - a.score || a.key - b.key)
		.slice(0, limit);
}
