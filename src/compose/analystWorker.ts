import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { sentenceOf } from '../base/errors.js';
import { runProfile } from '../core/profiling/runProfile.js';
import { runTimeline } from '../core/profiling/timeline.js';
import { SqliteProfileStore } from '../adapters/sqlite/sqliteProfileStore.js';
import { graphWith } from './composeProfiling.js';
import type { AnalystReply, AnalystRequest, AnalystWorkerData } from './threadAnalyst.js';

const database = new DatabaseSync((workerData as AnalystWorkerData).database, { readOnly: true, timeout: 5_000 });
const store = new SqliteProfileStore(database);

function answer(request: AnalystRequest): Omit<AnalystReply, 'id'> {
	const run = store.run(request.run);
	if (run === undefined) return { kind: 'result', result: undefined };
	const result = request.kind === 'profile' ? runProfile(run, { graphWith }) : runTimeline(run, request.open);
	return { kind: 'result', result };
}

parentPort?.on('message', (request: AnalystRequest) => {
	try {
		parentPort?.postMessage({ ...answer(request), id: request.id });
	} catch (error) {
		parentPort?.postMessage({ id: request.id, kind: 'fault', message: sentenceOf(error) });
	}
});
