import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import { BatchedOrder } from './batchedOrder.js';
import { LongestPathOrder, type WeighedTask } from './longestPathOrder.js';
import { ReadyQueue } from './readyQueue.js';
import type { StartOrder } from './startOrder.js';
import type { IndexedGraph } from './taskGraph.js';

export const strategies = ['sequential', 'parallel', 'batched', 'dependency-aware'] as const;

/**
 * `sequential`: one at a time, in the order given as far as dependencies allow; `parallel`: whatever has been ready
 * longest; `batched`: level by level, each one finished before the next; `dependency-aware`: what the caller puts first,
 * then what the longest way still hangs on.
 */
export type Strategy = (typeof strategies)[number];

export function startOrder(strategy: Strategy, tasks: readonly WeighedTask[], graph: IndexedGraph): StartOrder {
	switch (strategy) {
		case 'sequential':
			return new OrderGiven(graph.size);
		case 'parallel':
			return new FirstReadyFirst();
		case 'batched':
			return new BatchedOrder(graph);
		case 'dependency-aware':
			return new LongestPathOrder(tasks, graph);
	}
}

/** @throws AppError `bad-strategy` */
export function parseStrategy(text: string): Strategy {
	const strategy = strategies.find((one) => one === text);
	if (strategy !== undefined) return strategy;
	throw new AppError('bad-strategy', l10n.t('"{0}" is not a strategy. Use one of {1}.', text, strategies.join(', ')));
}

/** @throws AppError `bad-concurrency` */
export function slotsOf(strategy: Strategy, concurrency: number): number {
	if ((!Number.isInteger(concurrency) && concurrency !== Infinity) || concurrency < 1)
		throw new AppError(
			'bad-concurrency',
			l10n.t('{0} tasks cannot run at once. Set the concurrency to a whole number from 1.', String(concurrency)),
		);
	return strategy === 'sequential' ? 1 : concurrency;
}

class OrderGiven implements StartOrder {
	readonly #ready: ReadyQueue;

	constructor(size: number) {
		const alike = new Float64Array(size);
		this.#ready = new ReadyQueue(alike, alike);
	}

	add(position: number): void {
		this.#ready.push(position);
	}

	next(): number | undefined {
		return this.#ready.pop();
	}

	noteEnd(): void {
		// How long it took changes nothing.
	}
}

class FirstReadyFirst implements StartOrder {
	readonly #ready: number[] = [];
	#first = 0;

	add(position: number): void {
		this.#ready.push(position);
	}

	next(): number | undefined {
		return this.#ready[this.#first] === undefined ? undefined : this.#ready[this.#first++];
	}

	noteEnd(): void {
		// How long it took changes nothing.
	}
}
