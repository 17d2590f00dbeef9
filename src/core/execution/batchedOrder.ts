import { levelsOf } from './remainingPath.js';
import type { StartOrder } from './startOrder.js';
import type { IndexedGraph } from './taskGraph.js';

/** Level by level: nothing of the next one starts before the last of this one has ended, in whatever state. */
export class BatchedOrder implements StartOrder {
	readonly #levels: Int32Array;
	/** By level, those that have not ended. */
	readonly #left: number[] = [];
	/** By level, in the order in which they became ready. */
	readonly #ready: number[][] = [];
	#level = 0;
	#started = 0;

	constructor(graph: IndexedGraph) {
		this.#levels = levelsOf(graph);
		for (const level of this.#levels) {
			this.#left[level] = (this.#left[level] ?? 0) + 1;
			this.#ready[level] ??= [];
		}
	}

	add(position: number): void {
		this.#ready[this.#levels[position] ?? 0]?.push(position);
	}

	next(): number | undefined {
		const position = this.#ready[this.#level]?.[this.#started];
		if (position !== undefined) this.#started++;
		return position;
	}

	noteEnd(position: number): void {
		const level = this.#levels[position] ?? 0;
		this.#left[level] = (this.#left[level] ?? 0) - 1;
		while (this.#left[this.#level] === 0) {
			this.#level++;
			this.#started = 0;
		}
	}
}
