import type { VectorMatch } from '../../core/memory/vectorIndex.js';

/** The best of the matches that are offered, in a binary heap whose root is the worst of them. */
export class BestMatches {
	readonly #limit: number;
	readonly #heap: VectorMatch[] = [];

	constructor(limit: number) {
		this.#limit = limit;
	}

	/** A match with a lower score cannot be among the best any more. */
	get threshold(): number {
		if (this.#limit <= 0) return Number.POSITIVE_INFINITY;
		return this.#heap.length < this.#limit ? Number.NEGATIVE_INFINITY : (this.#heap[0]?.score ?? 0);
	}

	offer(match: VectorMatch): void {
		const [worst] = this.#heap;
		if (this.#heap.length < this.#limit) this.#rise(this.#heap.push(match) - 1);
		else if (worst !== undefined && isWorse(worst, match)) this.#sink(match);
	}

	/** Best first. */
	sorted(): readonly VectorMatch[] {
		return this.#heap.toSorted((a, b) => (isWorse(a, b) ? 1 : -1));
	}

	#rise(from: number): void {
		const heap = this.#heap;
		for (let at = from; at > 0;) {
			const above = (at - 1) >> 1;
			const [child, parent] = [heap[at], heap[above]];
			if (child === undefined || parent === undefined || !isWorse(child, parent)) return;
			[heap[above], heap[at]] = [child, parent];
			at = above;
		}
	}

	/** Takes the place of the root. */
	#sink(match: VectorMatch): void {
		const heap = this.#heap;
		let at = 0;
		for (;;) {
			const left = heap[2 * at + 1];
			const right = heap[2 * at + 2];
			const worse = left !== undefined && right !== undefined && isWorse(right, left) ? right : left;
			if (worse === undefined || !isWorse(worse, match)) break;
			heap[at] = worse;
			at = 2 * at + (worse === left ? 1 : 2);
		}
		heap[at] = match;
	}
}

function isWorse(a: VectorMatch, b: VectorMatch): boolean {
	return a.score < b.score || (a.score === b.score && a.sequence > b.sequence);
}
