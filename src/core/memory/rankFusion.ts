/** One way of ranking, best first. */
export interface RankedList<Name extends string> {
	readonly name: Name;
	readonly sequences: readonly number[];
	/** How much it counts beside the others. */
	readonly weight: number;
}

export interface FusedRank<Name extends string> {
	readonly sequence: number;
	readonly score: number;
	readonly ranks: readonly { readonly name: Name; readonly rank: number }[];
}

/** The constant of reciprocal-rank fusion (Cormack, Clarke & Büttcher 2009): how slowly a lower place counts less. */
const damping = 60;

/**
 * Reciprocal-rank fusion: places are added up, not scores, since those of different methods cannot be compared.
 * @returns best first; of equals, the lower sequence number first
 */
export function fuseRanks<Name extends string>(lists: readonly RankedList<Name>[]): readonly FusedRank<Name>[] {
	const fused = new Map<number, { score: number; ranks: { name: Name; rank: number }[] }>();
	for (const { name, sequences, weight } of lists) {
		sequences.forEach((sequence, at) => {
			const one = fused.get(sequence) ?? { score: 0, ranks: [] };
			one.score += weight / (damping + at + 1);
			one.ranks.push({ name, rank: at + 1 });
			fused.set(sequence, one);
		});
	}
	return [...fused]
		.map(([sequence, one]) => ({ sequence, ...one }))
		.sort((a, b) => b.score - a.score || a.sequence - b.sequence);
}
