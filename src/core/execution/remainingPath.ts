import type { IndexedGraph } from './taskGraph.js';

/**
 * From the start of each task to the end of the last that waits for it, when no slot is ever missing.
 * @param durations of each task, in any unit
 * @returns in the same unit, by position
 */
export function remainingPaths(graph: IndexedGraph, durations: Float64Array): Float64Array {
	const { topological, dependants, offsets } = graph;
	const paths = new Float64Array(graph.size);
	// Backwards, so that all that waits for a task comes before it; no recursion, for long chains.
	for (let at = topological.length - 1; at >= 0; at--) {
		const node = topological[at] ?? 0;
		let longest = 0;
		for (let link = offsets[node] ?? 0; link < (offsets[node + 1] ?? 0); link++) {
			const path = paths[dependants[link] ?? 0] ?? 0;
			if (path > longest) longest = path;
		}
		paths[node] = (durations[node] ?? 0) + longest;
	}
	return paths;
}

/** Of each task, how many steps after the first ones it comes at the earliest; those that wait for nothing are at 0. */
export function levelsOf(graph: IndexedGraph): Int32Array {
	const { topological, dependants, offsets } = graph;
	const levels = new Int32Array(graph.size);
	for (const node of topological) {
		const next = (levels[node] ?? 0) + 1;
		for (let link = offsets[node] ?? 0; link < (offsets[node + 1] ?? 0); link++) {
			const dependant = dependants[link] ?? 0;
			if (next > (levels[dependant] ?? 0)) levels[dependant] = next;
		}
	}
	return levels;
}
