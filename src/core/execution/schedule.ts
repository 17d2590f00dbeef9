import { ReadyQueue } from './readyQueue.js';
import { remainingPaths } from './remainingPath.js';
import { indexGraph, type IndexedGraph } from './taskGraph.js';

export interface ScheduledTask {
	readonly id: string;
	readonly dependencies: readonly string[];
	readonly durationMs: number;
}

/**
 * How long a graph takes when each task begins as soon as what it depends on is done and a slot is free, those with the
 * longest way to the end first (list scheduling, Graham 1969). Tasks without a duration take no slot.
 * @param tasks dependencies that are not among them count as done
 * @returns milliseconds from the start of the first to the end of the last
 * @throws AppError `bad-graph` for a cycle or a duplicate id
 */
export function makespan(tasks: readonly ScheduledTask[], slots: number): number {
	const ids = new Set(tasks.map(({ id }) => id));
	const known = tasks.map(({ id, dependencies }) => ({ id, dependencies: dependencies.filter((one) => ids.has(one)) }));
	const durations = Float64Array.from(tasks, ({ durationMs }) => durationMs);
	return new ScheduledRun(indexGraph(known), durations, slots).length();
}

class ScheduledRun {
	readonly #graph: IndexedGraph;
	readonly #durations: Float64Array;
	readonly #slots: number;
	readonly #waitingFor: Int32Array;
	readonly #ready: ReadyQueue;
	/** When each one ends, negative: the first to end weighs most. */
	readonly #minusEnds: Float64Array;
	readonly #running: ReadyQueue;

	constructor(graph: IndexedGraph, durations: Float64Array, slots: number) {
		this.#graph = graph;
		this.#durations = durations;
		this.#slots = slots;
		this.#waitingFor = graph.dependencyCounts.slice();
		const noRanks = new Float64Array(graph.size);
		this.#ready = new ReadyQueue(noRanks, remainingPaths(graph, durations));
		this.#minusEnds = new Float64Array(graph.size);
		this.#running = new ReadyQueue(noRanks, this.#minusEnds);
	}

	length(): number {
		let now = 0;
		for (let task = 0; task < this.#graph.size; task++) if (this.#waitingFor[task] === 0) this.#makeReady(task);
		for (;;) {
			while (this.#running.size < this.#slots) {
				const task = this.#ready.pop();
				if (task === undefined) break;
				this.#minusEnds[task] = -(now + (this.#durations[task] ?? 0));
				this.#running.push(task);
			}
			const ended = this.#running.pop();
			if (ended === undefined) return now;
			now = -(this.#minusEnds[ended] ?? -now);
			this.#release(ended);
		}
	}

	/** What takes no time needs no slot: it is over as soon as it is ready. */
	#makeReady(task: number): void {
		const over = [task];
		for (let one = over.pop(); one !== undefined; one = over.pop()) {
			if ((this.#durations[one] ?? 0) > 0) this.#ready.push(one);
			else over.push(...this.#freed(one));
		}
	}

	#release(ended: number): void {
		for (const task of this.#freed(ended)) this.#makeReady(task);
	}

	/** Those that waited for nothing else. */
	#freed(ended: number): readonly number[] {
		const { dependants, offsets } = this.#graph;
		const links = dependants.subarray(offsets[ended], offsets[ended + 1]);
		return Array.from(links).filter((dependant) => {
			const left = (this.#waitingFor[dependant] ?? 0) - 1;
			this.#waitingFor[dependant] = left;
			return left === 0;
		});
	}
}
