/**
 * Positions of tasks, the one with the highest rank on top; of equals the one with the highest weight, and of those the
 * one with the lowest position. A binary heap, without a comparator to call: it is asked for every task.
 */
export class ReadyQueue {
	readonly #heap: number[] = [];
	readonly #ranks: Float64Array;
	#weights: Float64Array;

	/** @param ranks by position, as the weights; a weight may change while its position is not in the queue */
	constructor(ranks: Float64Array, weights: Float64Array) {
		this.#ranks = ranks;
		this.#weights = weights;
	}

	get size(): number {
		return this.#heap.length;
	}

	push(position: number): void {
		const heap = this.#heap;
		let at = heap.push(position) - 1;
		while (at > 0) {
			const above = (at - 1) >> 1;
			const parent = heap[above] ?? 0;
			if (!this.#isBefore(position, parent)) break;
			heap[at] = parent;
			at = above;
		}
		heap[at] = position;
	}

	pop(): number | undefined {
		const first = this.#heap[0];
		const last = this.#heap.pop();
		if (last !== undefined && this.#heap.length > 0) this.#sink(0, last);
		return first;
	}

	/** In time proportional to the size. */
	reorder(weights: Float64Array): void {
		this.#weights = weights;
		for (let at = (this.#heap.length >> 1) - 1; at >= 0; at--) this.#sink(at, this.#heap[at] ?? 0);
	}

	#sink(from: number, position: number): void {
		const heap = this.#heap;
		let at = from;
		for (let child = 2 * at + 1; child < heap.length; child = 2 * at + 1) {
			const other = child + 1;
			if (other < heap.length && this.#isBefore(heap[other] ?? 0, heap[child] ?? 0)) child = other;
			const below = heap[child] ?? 0;
			if (!this.#isBefore(below, position)) break;
			heap[at] = below;
			at = child;
		}
		heap[at] = position;
	}

	#isBefore(a: number, b: number): boolean {
		const higher = (this.#ranks[a] ?? 0) - (this.#ranks[b] ?? 0);
		if (higher !== 0) return higher > 0;
		const heavier = (this.#weights[a] ?? 0) - (this.#weights[b] ?? 0);
		return heavier === 0 ? a < b : heavier > 0;
	}
}
