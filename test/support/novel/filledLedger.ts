import type { DatabaseSync } from 'node:sqlite';
import type { SqliteLedger } from '../../../src/adapters/sqlite/sqliteLedger.js';
import type { RunId } from '../../../src/base/ids.js';
import type { CallStart } from '../../../src/core/cost/ledger.js';
import { microUsd } from '../../../src/core/cost/money.js';
import { noUsage } from '../../../src/core/models/languageModel.js';
import { aCall, anEnd, novelLimit } from '../calls.js';

const stages = ['scene_plan', 'scene_drafting', 'chapter_memory', 'continuity_audit', 'continuity_fix', 'voice_pass'];
const dayMs = 86_400_000;

export interface FilledLedger {
	readonly rows: number;
	/** Milliseconds since the Unix epoch: of the first call; they are spread over a year. */
	readonly start: number;
	/** Of each call; micro-dollars. */
	readonly cost: (at: number) => number;
	/** What is otherwise in a call. */
	readonly change?: (at: number) => Partial<CallStart>;
}

/** Calls of 200 chapters, 12 models, 500 runs and a year of days, written as the ledger writes them. */
export function fillLedger(database: DatabaseSync, ledger: SqliteLedger, filled: FilledLedger): void {
	const { rows, start, cost, change = () => ({}) } = filled;
	// Each call commits by itself otherwise.
	const exec = database.exec.bind(database);
	exec('BEGIN');
	database.exec = () => undefined;
	for (let at = 0; at < rows; at++) {
		const call = aCall({
			stage: stages[at % stages.length] ?? '',
			model: `openai/model-${at % 12}`,
			chapter: 1 + (at % 200),
			run: `run-${at % 500}` as RunId,
			startedAt: start + Math.floor((at / rows) * 365 * dayMs),
			...change(at),
		});
		ledger.hold(call, novelLimit(1e12));
		const usage = {
			...noUsage,
			inputTokens: 3_000 + (at % 700),
			cacheReadTokens: at % 900,
			outputTokens: 900 + (at % 300),
		};
		ledger.settle(call.id, anEnd({ cost: microUsd(cost(at)), usage, savings: { cache: at % 40, batch: 0 } }));
	}
	database.exec = exec;
	exec('COMMIT');
}
