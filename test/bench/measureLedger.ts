import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { SqliteAlertBook } from '../../src/adapters/sqlite/sqliteAlertBook.js';
import { SqliteLedger } from '../../src/adapters/sqlite/sqliteLedger.js';
import { systemClock } from '../../src/base/clock.js';
import { breakdownKeys } from '../../src/core/cost/ledger.js';
import { microUsd } from '../../src/core/cost/money.js';
import { BudgetAlerts } from '../../src/services/cost/budgetAlerts.js';
import { CostService } from '../../src/services/cost/costService.js';
import { aCall, anEnd, novelLimit } from '../support/calls.js';
import { fillLedger } from '../support/novel/filledLedger.js';
import { aBudget } from '../support/meter.js';
import { notShared } from '../support/notShared.js';

const rows = 100_000;
const rounds = 21;
const durableCalls = 300;

/** Milliseconds, medians but for the slowest. */
export interface LedgerMeasures {
	/** Of the breakdown that takes longest. */
	readonly breakdownMs: number;
	/** The same by reading all rows. */
	readonly groupedMs: number;
	/** Everything that the status bar asks for when a call has settled. */
	readonly statusMs: number;
	readonly summedMs: number;
	/** One hold and its settlement, each on disk. */
	readonly callMs: number;
	/** Two bare rows, each on disk. */
	readonly bareRowsMs: number;
}

/** A ledger of a hundred thousand calls: 200 chapters, 500 runs, a year of days. */
export async function measureLedger(folder: string): Promise<LedgerMeasures> {
	const { database } = await openDatabase(join(folder, 'novel.db'));
	try {
		const ledger = new SqliteLedger(database);
		fillLedger(database, ledger, { rows, start: Date.UTC(2026, 0, 1), cost: (at) => 1_000 + at });
		return {
			breakdownMs: Math.max(...breakdownKeys.map((key) => medianMs(() => ledger.breakdown(key)))),
			groupedMs: Math.max(...breakdownKeys.map((key) => medianMs(() => grouped(database, key)))),
			statusMs: medianMs(statusOf(database, ledger)),
			summedMs: medianMs(() => grouped(database, 'stage')),
			...durable(database, ledger),
		};
	} finally {
		database.close();
	}
}

function grouped(database: DatabaseSync, key: string): unknown {
	return database
		.prepare(
			`SELECT ${key} AS key, count(*), sum(cost_micro_usd), sum(input_tokens), sum(cache_read_tokens), sum(output_tokens)
			FROM call GROUP BY ${key}`,
		)
		.all();
}

function statusOf(database: DatabaseSync, ledger: SqliteLedger): () => void {
	const budget = (): ReturnType<typeof aBudget> => aBudget(1e12, { month: microUsd(1e12) });
	const ports = { ledger, shared: notShared, budget };
	const alerts = new BudgetAlerts({ ...ports, book: new SqliteAlertBook(database), clock: systemClock });
	const costs = new CostService({ ...ports, alerts, now: () => Date.now() });
	return () => {
		costs.noteChange();
		costs.checkBudget();
		costs.costBreakdown('stage');
	};
}

function durable(database: DatabaseSync, ledger: SqliteLedger): Pick<LedgerMeasures, 'callMs' | 'bareRowsMs'> {
	database.exec('CREATE TABLE bare (id INTEGER PRIMARY KEY, value INTEGER)');
	const bare = database.prepare('INSERT INTO bare (value) VALUES (?)');
	const [calls, bareRows]: [number[], number[]] = [[], []];
	for (let at = 0; at < durableCalls; at++) {
		const call = aCall();
		calls.push(
			timed(() => {
				ledger.hold(call, novelLimit(1e12));
				ledger.settle(call.id, anEnd());
			}),
		);
		bareRows.push(timed(() => [bare.run(at), bare.run(at)]));
	}
	return { callMs: medianOf(calls), bareRowsMs: medianOf(bareRows) };
}

function medianMs(work: () => unknown): number {
	return medianOf(Array.from({ length: rounds }, () => timed(work)));
}

function timed(work: () => unknown): number {
	const start = performance.now();
	work();
	return performance.now() - start;
}

function medianOf(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
