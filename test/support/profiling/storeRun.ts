import type { ProfileStore } from '../../../src/core/profiling/profileStore.js';
import type { RecordedRun } from '../../../src/core/profiling/recordedRun.js';

/** A run that has ended, written as the profiler writes one. */
export function storeRun(store: ProfileStore, run: RecordedRun): void {
	store.beginRun(run);
	for (const graph of run.graphs) store.addGraph(run.id, graph);
	store.addSpans(run.id, run.spans);
	store.endRun(run.id, run.durationMs ?? 0, run.outcome ?? 'done');
}
