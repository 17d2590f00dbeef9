import { LearnedDurations, type TimedTask } from './learnedDurations.js';
import { ReadyQueue } from './readyQueue.js';
import { remainingPaths } from './remainingPath.js';
import type { StartOrder } from './startOrder.js';
import type { IndexedGraph } from './taskGraph.js';

export interface WeighedTask extends TimedTask {
	/** A higher one comes first, whatever hangs on it. */
	readonly priority: number;
}

/** Tasks and links that the order may be worked out over at once, and for each task that ends: bounded work for any graph. */
const freeVisits = 400_000;
const visitsPerEnd = 4;

/**
 * What the longest way still hangs on comes first (Graham's list scheduling by critical path), by durations that are
 * learned meanwhile; of equals, the first in the order given.
 */
export class LongestPathOrder implements StartOrder {
	readonly #graph: IndexedGraph;
	readonly #durations: LearnedDurations;
	readonly #ready: ReadyQueue;
	#visitsLeft = freeVisits;

	constructor(tasks: readonly WeighedTask[], graph: IndexedGraph) {
		this.#graph = graph;
		this.#durations = new LearnedDurations(tasks);
		const priorities = Float64Array.from(tasks, ({ priority }) => priority);
		this.#ready = new ReadyQueue(priorities, remainingPaths(graph, this.#durations.durations()));
	}

	add(position: number): void {
		this.#ready.push(position);
	}

	next(): number | undefined {
		if (this.#durations.haveMoved) this.#workOutAgain();
		return this.#ready.pop();
	}

	noteEnd(position: number, tookMs: number | undefined): void {
		this.#visitsLeft += visitsPerEnd;
		if (tookMs !== undefined) this.#durations.note(position, tookMs);
	}

	#workOutAgain(): void {
		const visits = 2 * this.#graph.size + this.#graph.dependants.length;
		if (visits > this.#visitsLeft) return;
		this.#visitsLeft -= visits;
		this.#ready.reorder(remainingPaths(this.#graph, this.#durations.durations()));
	}
}
