import type { DatabaseSync } from 'node:sqlite';
import type { Lifetime } from '../base/lifetime.js';
import type { AlertThresholds } from '../core/cost/alerts.js';
import { parseBudget } from '../core/cost/budgetSettings.js';
import type { WhenServerIsAway } from '../core/cost/sharedBudget.js';
import type { ProcessIdentity } from '../core/execution/processIdentity.js';
import { SqliteAlertBook } from '../adapters/sqlite/sqliteAlertBook.js';
import { SqliteLedger } from '../adapters/sqlite/sqliteLedger.js';
import { settleAbandonedCalls } from '../services/cost/abandonedCalls.js';
import { BudgetAlerts } from '../services/cost/budgetAlerts.js';
import { CostService } from '../services/cost/costService.js';
import type { MeterPorts } from '../services/cost/meteredCall.js';
import type { SharedBudgetService } from '../services/cost/sharedBudgetService.js';
import { SpendGate } from '../services/cost/spendGate.js';
import { composeBudgetSharing, startBudgetSharing } from './composeBudgetSharing.js';

export interface CostInputs extends Pick<MeterPorts, 'prices' | 'tokens' | 'clock' | 'profiler' | 'pace'> {
	readonly processes: ProcessIdentity;
	settings(): {
		readonly budgetUsd: number;
		readonly runBudgetUsd: number;
		readonly monthBudgetUsd: number;
		readonly budgetAlerts: AlertThresholds;
		readonly whenBudgetServerIsAway: WhenServerIsAway;
	};
	/** Of novel.json. */
	readonly novelId: string;
	/** Of the server through which the budget is shared; undefined for none. */
	redisUrl(): Promise<string | undefined>;
}

export interface ComposedCosts {
	readonly meter: MeterPorts;
	readonly costs: CostService;
	readonly budgetSharing: SharedBudgetService;
}

/** While a novel is open, calls of windows that died are looked for this often. */
const sweepMs = 60_000;

/** Calls that a dead process left open are settled before anything new is held. */
export async function composeCosts(
	database: DatabaseSync,
	inputs: CostInputs,
	lifetime: Lifetime,
): Promise<ComposedCosts> {
	const { processes, prices, tokens, clock, profiler, pace } = inputs;
	const ledger = new SqliteLedger(database);
	const shared = composeBudgetSharing(
		{
			...{ database, ledger, prices, clock, novelId: inputs.novelId },
			whenServerIsAway: () => inputs.settings().whenBudgetServerIsAway,
		},
		lifetime,
	);
	const budget = (): ReturnType<typeof parseBudget> => {
		const { budgetUsd, runBudgetUsd, monthBudgetUsd, budgetAlerts } = inputs.settings();
		return parseBudget({
			usd: budgetUsd,
			perRunUsd: runBudgetUsd,
			perMonthUsd: monthBudgetUsd,
			alerts: budgetAlerts,
		});
	};
	const alerts = new BudgetAlerts({ ledger, book: new SqliteAlertBook(database), shared, clock, budget });
	const costs = new CostService({ ledger, alerts, shared, budget, now: () => clock.now() });
	const sweep = async (): Promise<void> => {
		for (const id of await settleAbandonedCalls({ ledger, prices, clock, processes })) gate.noteSettled(id);
	};
	const gate = new SpendGate({ ledger, clock, alerts, shared, budget, sweep, onChange: () => costs.noteChange() });
	await sweep();
	const timer = setInterval(() => void sweep().catch(() => undefined), sweepMs).unref();
	lifetime.onClose(() => clearInterval(timer));
	lifetime.onClose(shared.onChange(() => costs.noteChange()));
	startBudgetSharing(shared, await inputs.redisUrl());
	const meter: MeterPorts = { ledger, prices, tokens, clock, owner: processes.owner, gate, profiler, pace };
	return { meter, costs, budgetSharing: shared };
}
