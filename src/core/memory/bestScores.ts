export interface RankedEntry {
	readonly sequence: number;
	readonly score: number;
}

/**
 * The `limit` highest positive scores, best first; of equals, the lower sequence number first. Exact: a heap holds the
 * lowest of the best at its root, and most scores are turned away by one comparison with it.
 */
export function bestScores(
	scores: Float32Array,
	limit: number,
	isAllowed: (sequence: number) => boolean,
): readonly RankedEntry[] {
	const heap: RankedEntry[] = [];
	let lowest = 0;
	for (let sequence = 0; sequence < scores.length; sequence++) {
		const score = scores[sequence] ?? 0;
		if (score <= lowest || !isAllowed(sequence)) continue;
		if (heap.length < limit) siftUp(heap, { sequence, score });
		else siftDown(heap, { sequence, score });
		lowest = heap.length < limit ? 0 : (heap[0]?.score ?? 0);
	}
	return heap.sort((a, b) => b.score - a.score || a.sequence - b.sequence);
}

/** Scores come in the order of their numbers, so that of equals the later one is the lower. */
function isLower(a: RankedEntry | undefined, b: RankedEntry | undefined): boolean {
	if (a === undefined || b === undefined) return false;
	return a.score < b.score || (a.score === b.score && a.sequence > b.sequence);
}

function siftUp(heap: RankedEntry[], added: RankedEntry): void {
	let at = heap.push(added) - 1;
	while (at > 0) {
		const parent = (at - 1) >> 1;
		if (!isLower(added, heap[parent])) break;
		heap[at] = heap[parent] ?? added;
		at = parent;
	}
	heap[at] = added;
}

/** Replaces the root. */
function siftDown(heap: RankedEntry[], added: RankedEntry): void {
	let at = 0;
	for (;;) {
		const left = 2 * at + 1;
		const child = isLower(heap[left + 1], heap[left]) ? left + 1 : left;
		if (child >= heap.length || !isLower(heap[child], added)) break;
		heap[at] = heap[child] ?? added;
		at = child;
	}
	heap[at] = added;
}
