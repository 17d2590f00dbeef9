import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { addMissingRows } from '../../src/adapters/sqlite/missingRows.js';
import { SqliteLedger } from '../../src/adapters/sqlite/sqliteLedger.js';
import type { RunId } from '../../src/base/ids.js';
import { microUsd } from '../../src/core/cost/money.js';
import { noUsage } from '../../src/core/models/languageModel.js';
import { aCall, anEnd, novelLimit } from '../support/calls.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';

const plenty = novelLimit(1_000_000_000);

/** The sums as they are kept, and as they come out of the rows. */
function bothSums(database: DatabaseSync): readonly [unknown, unknown] {
	const kept = database
		.prepare(
			`SELECT dimension, key, calls, spent, held, input_tokens AS input, output_tokens AS output, cache_saving AS saved
			FROM call_total WHERE calls > 0 ORDER BY dimension, key`,
		)
		.all();
	const keys = {
		all: "''",
		chapter: "coalesce(chapter, '')",
		day: 'day',
		model: 'model',
		role: 'role',
		run: 'run',
		stage: 'stage',
	};
	const parts = Object.entries(keys).map(
		([dimension, key]) =>
			`SELECT '${dimension}' AS dimension, CAST(${key} AS TEXT) AS key, count(*) AS calls, sum(cost_micro_usd) AS spent,
				sum(iif(state = 'held', held_micro_usd, 0)) AS held, sum(input_tokens) AS input, sum(output_tokens) AS output,
				sum(cache_saving_micro_usd) AS saved
			FROM call GROUP BY ${key}`,
	);
	return [kept, database.prepare(`${parts.join(' UNION ALL ')} ORDER BY dimension, key`).all()];
}

describe('The sums that are kept beside the calls', function () {
	this.timeout(30_000);
	const folder = temporaryFolder();
	let database: DatabaseSync;

	beforeEach(async () => ({ database } = await openDatabase(join(folder(), 'novel.db'))));
	afterEach(() => database.close());

	it('are those of the rows, whatever happens to them', () => {
		const ledger = new SqliteLedger(database);
		const amount = fc.nat(1_000_000).map(microUsd);
		const one = fc.record({
			call: fc.record({
				stage: fc.constantFrom('scene_plan', 'scene_drafting'),
				model: fc.constantFrom('rehearsal', 'openai/gpt-5-mini'),
				chapter: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
				run: fc.constantFrom('run-1', 'run-2').map((run) => run as RunId),
				startedAt: fc.integer({ min: 0, max: 4_000_000_000_000 }),
				heldMicroUsd: amount,
			}),
			end: fc.constantFrom('held', 'settled', 'withdrawn'),
			cost: amount,
		});
		fc.assert(
			fc.property(fc.array(one, { maxLength: 12 }), (calls) => {
				for (const { call: changes, end, cost } of calls) {
					const call = aCall(changes);
					ledger.hold(call, plenty);
					ledger.received(call.id, 7);
					const usage = { ...noUsage, inputTokens: cost, outputTokens: 3 };
					if (end === 'settled')
						ledger.settle(call.id, anEnd({ cost, usage, savings: { cache: -1 * cost, batch: 0 } }));
					if (end === 'withdrawn') ledger.withdraw(call.id);
				}
				const [kept, summed] = bothSums(database);
				assert.deepEqual(kept, summed);
			}),
			{ numRuns: 30 },
		);
	});

	it('are right after rows come back from a copy, of which some are there already', async () => {
		const ledger = new SqliteLedger(database);
		const calls = Array.from({ length: 6 }, (_, at) => aCall({ chapter: at % 3, heldMicroUsd: microUsd(100 + at) }));
		const [first, second, third, ...rest] = calls;
		for (const call of [first, second, third]) if (call !== undefined) ledger.hold(call, plenty);
		if (first !== undefined) ledger.settle(first.id, anEnd({ cost: microUsd(11) }));
		const copy = join(folder(), 'copy.db');
		database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
		await copyFile(join(folder(), 'novel.db'), copy);
		if (second !== undefined) ledger.settle(second.id, anEnd({ cost: microUsd(22) }));
		if (third !== undefined) ledger.withdraw(third.id);
		for (const call of rest) ledger.hold(call, plenty);
		database.prepare('ATTACH ? AS copy').run(copy);
		addMissingRows(database);
		const [kept, summed] = bothSums(database);
		assert.deepEqual(kept, summed);
		assert.deepEqual([ledger.totals().calls, ledger.totals().spent], [6, 33]);
	});

	it('are made for the calls of a database of the version before', async () => {
		const path = join(folder(), 'older.db');
		const older = new DatabaseSync(path);
		const { migrate } = await import('../../src/adapters/sqlite/migrations.js');
		migrate(older, path, 2);
		older.exec(`
			INSERT INTO call (id, run, node, stage, role, chapter, model, attempt, owner, state, outcome, estimated_input_tokens,
				input_tokens, output_tokens, held_micro_usd, cost_micro_usd, price_source, price_snapshot, started_at)
			VALUES
				('a', 'r', 'n', 'scene_plan', 'plan', 1, 'm', 1, 'o', 'reported', 'ok', 9, 10, 5, 50, 40, 's', '{}', 1764072000000),
				('b', 'r', 'n', 'concept', 'plan', NULL, 'm', 1, 'o', 'held', 'running', 9, 0, 0, 60, 0, 's', '{}', 1764072000000);
		`);
		older.close();
		const opened = (await openDatabase(path)).database;
		const [kept, summed] = bothSums(opened);
		assert.deepEqual(kept, summed);
		const { spent, held, calls } = new SqliteLedger(opened).totals();
		assert.deepEqual([spent, held, calls], [40, 60, 2]);
		opened.close();
	});
});
