import type { DatabaseSync } from 'node:sqlite';
import { chapterGraph } from '../core/pipeline/stageGraph.js';
import { chapterShape } from '../core/profiling/chapterShape.js';
import { expectedDuration, type ExpectedDuration } from '../core/profiling/durationHistory.js';
import type { RunAnalyst } from '../core/profiling/runAnalyst.js';
import type { GraphWith } from '../core/profiling/rescheduling.js';
import { SqliteDurationHistory } from '../adapters/sqlite/sqliteDurationHistory.js';
import { SqliteProfileStore } from '../adapters/sqlite/sqliteProfileStore.js';
import { Profiler } from '../services/profiling/profiler.js';

export interface ComposedProfiling {
	readonly profiler: Profiler;
	/** What work is expected to take, as the recorded runs of this novel have it; read anew at each call. */
	expectedDurations(): ExpectedDuration;
}

/** Where the time of this novel's runs goes. @param isOff when nothing is to be taken down */
export function composeProfiling(database: DatabaseSync, isOff: boolean, analyst?: RunAnalyst): ComposedProfiling {
	const store = new SqliteProfileStore(database);
	const history = new SqliteDurationHistory(database);
	return {
		profiler: new Profiler({ isOff, graphWith, store, analyst, monotonicMs: () => performance.now() }),
		expectedDurations: () => expectedDuration(history.durations()),
	};
}

/** The same work on the same chapters, waiting for each other as another continuity has it. */
export const graphWith: GraphWith = (nodes, continuity) => {
	const shape = chapterShape(nodes);
	return shape && chapterGraph(shape.work, { ...shape.options, continuity });
};
