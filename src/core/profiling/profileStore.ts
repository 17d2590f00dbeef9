import type { RunId } from '../../base/ids.js';
import type { RecordedGraph, RecordedRun, RunSummary } from './recordedRun.js';
import type { Span } from './span.js';

/** How runs went. Older runs give way to newer ones: the latest `keptRuns` are kept. */
export interface ProfileStore {
	beginRun(run: RunSummary): void;
	addGraph(run: RunId, graph: RecordedGraph): void;
	/** All or none. */
	addSpans(run: RunId, spans: readonly Span[]): void;
	endRun(run: RunId, durationMs: number, outcome: string): void;
	run(id: RunId): RecordedRun | undefined;
	/** Newest first. */
	runs(limit: number): readonly RunSummary[];
}

/** Runs that are kept. */
export const keptRuns = 30;
