import type { RecordedNode, RecordedRun } from './recordedRun.js';
import { endOf, type Span } from './span.js';

/** A piece of work as it went: all tries of one node. */
export interface RecordedTask extends RecordedNode {
	/** Which of the run's graphs it belongs to. */
	readonly graph: number;
	/** By start; at least one. */
	readonly attempts: readonly [Span, ...Span[]];
	/** Milliseconds since the run began: when all that it depends on was done. */
	readonly readyMs: number;
	/** When the first try began. */
	readonly startMs: number;
	readonly endMs: number;
	/** For its provider, by start; they do not overlap. */
	readonly waits: readonly Span[];
}

/** What was begun of a run, by start. Dependencies on what was not begun are left out. */
export function recordedTasks(run: RecordedRun): readonly RecordedTask[] {
	const attempts = Map.groupBy(
		run.spans.filter(({ type, node }) => type === 'stage' && node !== undefined),
		({ node }) => node,
	);
	const waits = Map.groupBy(
		run.spans.filter(({ type }) => type === 'wait').sort((a, b) => a.startMs - b.startMs),
		({ node }) => node,
	);
	const tasks = run.graphs.flatMap(({ nodes, atMs }, graph) => {
		const begun = new Map(nodes.flatMap((node) => (attempts.has(node.id) ? [[node.id, node]] : [])));
		const endOfNode = (id: string): number => Math.max(...(attempts.get(id) ?? []).map(endOf));
		return [...begun.values()].flatMap((node): readonly RecordedTask[] => {
			const [first, ...more] = (attempts.get(node.id) ?? []).toSorted((a, b) => a.startMs - b.startMs);
			if (first === undefined) return [];
			const dependencies = [...new Set(node.dependencies)].filter((one) => begun.has(one));
			const readyMs = Math.min(first.startMs, Math.max(atMs, ...dependencies.map(endOfNode)));
			const { startMs } = first;
			const endMs = endOfNode(node.id);
			return [
				{
					...node,
					dependencies,
					graph,
					attempts: [first, ...more],
					readyMs,
					startMs,
					endMs,
					waits: waits.get(node.id) ?? [],
				},
			];
		});
	});
	return tasks.sort((a, b) => a.startMs - b.startMs);
}
