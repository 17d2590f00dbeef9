/**
 * Where to cut a row of units so that the pieces come nearest to a length: the sum of the squares by which they miss it is
 * the least that is possible.
 * @param lengths of the units, in order
 * @param most that a piece may have unless a single unit has more
 * @returns indices of the units before which to cut, in order
 */
export function evenCuts(lengths: readonly number[], target: number, most: number): number[] {
	const costs = [0];
	const starts = [0];
	for (let end = 1; end <= lengths.length; end++) {
		let length = 0;
		costs[end] = Number.POSITIVE_INFINITY;
		for (let start = end - 1; start >= 0; start--) {
			length += lengths[start] ?? 0;
			if (length > most && start < end - 1) break;
			const cost = (costs[start] ?? 0) + (length - target) ** 2;
			if (cost >= (costs[end] ?? 0)) continue;
			costs[end] = cost;
			starts[end] = start;
		}
	}
	const cuts: number[] = [];
	for (let end = starts[lengths.length] ?? 0; end > 0; end = starts[end] ?? 0) cuts.push(end);
	return cuts.reverse();
}
