import PQueue from 'p-queue';
import { systemClock } from '../../src/base/clock.js';
import { defaultRetryPolicy } from '../../src/core/execution/retryPolicy.js';
import { strategies, type Strategy } from '../../src/core/execution/strategies.js';
import { Executor } from '../../src/services/execution/executor.js';

/** Microseconds a task, medians of runs that took turns. */
export interface OverheadRow {
	readonly strategy: Strategy;
	readonly executorUs: number;
	/** p-queue alone, without a graph. */
	readonly queueUs: number;
}

const slots = 10;
const rounds = 7;

/** Tasks that do nothing, of five kinds. */
export async function measureOverhead(tasks: number): Promise<readonly OverheadRow[]> {
	const rows: OverheadRow[] = [];
	for (const strategy of strategies) {
		const [ours, peers]: [number[], number[]] = [[], []];
		for (let round = 0; round < rounds; round++) {
			peers.push(await throughQueue(tasks, strategy === 'sequential' ? 1 : slots));
			ours.push(await throughExecutor(tasks, strategy));
		}
		const each = (times: readonly number[]): number =>
			((times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0) * 1_000) / tasks;
		rows.push({ strategy, executorUs: each(ours), queueUs: each(peers) });
	}
	return rows;
}

async function throughQueue(tasks: number, concurrency: number): Promise<number> {
	const start = performance.now();
	const queue = new PQueue({ concurrency });
	for (let at = 0; at < tasks; at++) void queue.add(() => Promise.resolve());
	await queue.onIdle();
	return performance.now() - start;
}

async function throughExecutor(count: number, strategy: Strategy): Promise<number> {
	const tasks = Array.from({ length: count }, (_, at) => ({
		id: `task ${at}`,
		kind: `kind ${at % 5}`,
		dependencies: [],
		priority: 0,
		run: () => Promise.resolve(),
	}));
	const { signal } = new AbortController();
	const start = performance.now();
	await new Executor(systemClock, defaultRetryPolicy).run(tasks, { strategy, concurrency: slots, signal });
	return performance.now() - start;
}
