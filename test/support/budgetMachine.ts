import type { DatabaseSync } from 'node:sqlite';
import { redisBudgetAt, type LeasesMs } from '../../src/adapters/redis/redisBudgetServer.js';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { SqliteSharedCalls } from '../../src/adapters/sqlite/sqliteSharedCalls.js';
import { systemProcess } from '../../src/adapters/system/systemProcess.js';
import { systemClock } from '../../src/base/clock.js';
import { Lifetime } from '../../src/base/lifetime.js';
import type { WhenServerIsAway } from '../../src/core/cost/sharedBudget.js';
import { microUsd } from '../../src/core/cost/money.js';
import type { PriceTable } from '../../src/core/cost/priceTable.js';
import { settleAbandonedCalls } from '../../src/services/cost/abandonedCalls.js';
import type { MeterPorts } from '../../src/services/cost/meteredCall.js';
import { SharedBudgetService } from '../../src/services/cost/sharedBudgetService.js';
import { aMeter } from './meter.js';

export interface BudgetMachineOptions {
	/** Of the novel's database. */
	readonly path: string;
	readonly novelId: string;
	/** Micro-dollars. */
	readonly budget: number;
	readonly whenServerIsAway?: WhenServerIsAway;
	readonly patienceMs?: number;
	readonly leasesMs?: LeasesMs;
	/** Of the computer. */
	readonly host?: string;
}

/** One window on one machine: a novel's ledger, the gate to money, and what shares its budget. */
export interface BudgetMachine extends Pick<MeterPorts, 'ledger' | 'gate' | 'owner'> {
	readonly database: DatabaseSync;
	readonly calls: SqliteSharedCalls;
	readonly shared: SharedBudgetService;
	close(): Promise<void>;
}

/** A micro-dollar a token. */
export const microDollarPrices: PriceTable = {
	priceOf: () =>
		Promise.resolve({
			kind: 'priced',
			source: 'settings',
			snapshot: '{}',
			perMillion: { input: 1, output: 1 },
			batches: true,
			costOf: ({ inputTokens, outputTokens }) => microUsd(inputTokens + outputTokens),
		}),
	limitsOf: () => Promise.resolve({ contextWindow: undefined }),
};

export const noTokens: MeterPorts['tokens'] = { count: () => Promise.resolve(0), countAll: () => Promise.resolve([]) };

export async function openBudgetMachine(options: BudgetMachineOptions): Promise<BudgetMachine> {
	const { path, novelId, budget, whenServerIsAway = 'pause', leasesMs, host } = options;
	const prices = microDollarPrices;
	const lifetime = new Lifetime();
	const { database } = await openDatabase(path);
	lifetime.own(database);
	const processes = systemProcess(systemClock);
	const calls = new SqliteSharedCalls(database, host);
	const sweep = async (): Promise<void> => {
		for (const id of await settleAbandonedCalls({ ledger, prices, clock: systemClock, processes }))
			gate.noteSettled(id);
	};
	const shared: SharedBudgetService = new SharedBudgetService({
		...{ calls, prices, clock: systemClock, beatMs: 200 },
		...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
		ledger: { openCalls: () => ledger.openCalls() },
		whenServerIsAway: () => whenServerIsAway,
		serverAt: async (url) =>
			redisBudgetAt(url, { novelId, machine: calls.machine, ...(leasesMs === undefined ? {} : { leasesMs }) }),
	});
	lifetime.own(shared);
	const { ledger, gate, owner } = aMeter({
		...{ database, prices, shared, sweep, tokens: noTokens, clock: systemClock, owner: processes.owner },
		novelBudget: () => budget,
	});
	await sweep();
	return { database, calls, shared, ledger, gate, owner, close: () => lifetime.close() };
}
