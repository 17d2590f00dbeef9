import { makespan } from '../../src/core/execution/schedule.js';
import type { Strategy } from '../../src/core/execution/strategies.js';
import { defaultRetryPolicy } from '../../src/core/execution/retryPolicy.js';
import { Executor } from '../../src/services/execution/executor.js';
import { seededRandom } from '../support/seededRandom.js';
import {
	bookGraph,
	forkJoinGraph,
	layeredGraph,
	lowerBoundMs,
	windowedGraph,
	type TimedNode,
} from '../support/timedGraphs.js';
import { VirtualClock } from '../support/virtualClock.js';

/** Makespan over the lower bound, the median of the seeds. */
export interface MakespanRow {
	readonly shape: string;
	readonly slots: number;
	readonly sequential: number;
	readonly batched: number;
	/** First in, first out, by dependency. */
	readonly parallel: number;
	readonly dependencyAware: number;
	/** The worst of the seeds. */
	readonly worst: number;
	/** Longest path with all durations known beforehand. */
	readonly clairvoyant: number;
}

type Shape = (sigma: number, random: () => number) => readonly TimedNode[];

/** Those that the bar is set for. */
export const bookShapes: Readonly<Record<string, Shape>> = {
	'book, chained': (sigma, random) => bookGraph('chained', sigma, random),
	'book, planned': (sigma, random) => bookGraph('planned', sigma, random),
};

export const otherShapes: Readonly<Record<string, Shape>> = {
	'8 layers of 50': (sigma, random) => layeredGraph(8, 5, sigma, random),
	'20 layers of 20': (sigma, random) => layeredGraph(20, 5, sigma, random),
	'40 layers of 10': (sigma, random) => layeredGraph(40, 5, sigma, random),
	'20 layers of 20, no kinds': (sigma, random) => layeredGraph(20, 0, sigma, random),
	'40 layers of 10, no kinds': (sigma, random) => layeredGraph(40, 0, sigma, random),
	'forks and joins, 4 lines': (sigma, random) => forkJoinGraph(4, 5, sigma, random),
	'forks and joins, no kinds': (sigma, random) => forkJoinGraph(4, 0, sigma, random),
	'links to the last 40': (sigma, random) => windowedGraph(40, 5, sigma, random),
	'links to the last 40, no kinds': (sigma, random) => windowedGraph(40, 0, sigma, random),
	'links to all before': (sigma, random) => windowedGraph(400, 5, sigma, random),
};

export async function measureMakespan(
	shapes: Readonly<Record<string, Shape>>,
	sigma: number,
	seeds: number,
): Promise<readonly MakespanRow[]> {
	const rows: MakespanRow[] = [];
	for (const [shape, graphOf] of Object.entries(shapes)) {
		for (const slots of [4, 10]) {
			const graphs = Array.from({ length: seeds }, (_, seed) => graphOf(sigma, seededRandom(seed + 1)));
			const over = async (strategy: Strategy): Promise<readonly number[]> => {
				const ratios: number[] = [];
				for (const nodes of graphs) ratios.push((await runMs(nodes, strategy, slots)) / lowerBoundMs(nodes, slots));
				return ratios;
			};
			const aware = await over('dependency-aware');
			rows.push({
				shape: `${shape}, sigma ${sigma}`,
				slots,
				sequential: medianOf(await over('sequential')),
				batched: medianOf(await over('batched')),
				parallel: medianOf(await over('parallel')),
				dependencyAware: medianOf(aware),
				worst: Math.max(...aware),
				clairvoyant: medianOf(graphs.map((nodes) => makespan(nodes, slots) / lowerBoundMs(nodes, slots))),
			});
		}
	}
	return rows;
}

/** Really run; only the time is virtual. */
async function runMs(nodes: readonly TimedNode[], strategy: Strategy, concurrency: number): Promise<number> {
	const clock = new VirtualClock();
	const startedAt = clock.now();
	const tasks = nodes.map(({ durationMs, ...node }) => ({
		...node,
		priority: 0,
		run: (signal: AbortSignal) => clock.wait(durationMs, signal),
	}));
	const { signal } = new AbortController();
	await new Executor(clock, defaultRetryPolicy).run(tasks, { strategy, concurrency, signal });
	return clock.now() - startedAt;
}

function medianOf(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
