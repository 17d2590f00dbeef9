import type { DatabaseSync } from 'node:sqlite';
import { SqliteAlertBook } from '../../src/adapters/sqlite/sqliteAlertBook.js';
import { SqliteLedger } from '../../src/adapters/sqlite/sqliteLedger.js';
import { defaultThresholds } from '../../src/core/cost/alerts.js';
import type { Budget } from '../../src/core/cost/budgetSettings.js';
import { microUsd } from '../../src/core/cost/money.js';
import type { SharedBudget } from '../../src/core/cost/sharedBudget.js';
import { BudgetAlerts } from '../../src/services/cost/budgetAlerts.js';
import type { MeterPorts } from '../../src/services/cost/meteredCall.js';
import { SpendGate } from '../../src/services/cost/spendGate.js';
import { notShared } from './notShared.js';

export interface MeterInputs extends Pick<MeterPorts, 'prices' | 'tokens' | 'clock'> {
	readonly database: DatabaseSync;
	readonly owner?: string;
	/** Micro-dollars. */
	novelBudget(): number;
	readonly shared?: SharedBudget;
	sweep?(): Promise<void>;
	onChange?(): void;
}

/** A budget of the novel alone. */
export function aBudget(novel: number, changes: Partial<Budget> = {}): Budget {
	return { novel: microUsd(novel), run: undefined, month: undefined, thresholds: defaultThresholds, ...changes };
}

/** Everything a metered call needs, over a real ledger. */
export function aMeter(inputs: MeterInputs): MeterPorts & { readonly alerts: BudgetAlerts } {
	const { database, prices, tokens, clock, owner = 'here:1:1', shared = notShared } = inputs;
	const ledger = new SqliteLedger(database);
	const budget = (): Budget => aBudget(inputs.novelBudget());
	const alerts = new BudgetAlerts({ ledger, book: new SqliteAlertBook(database), shared, clock, budget });
	const gate = new SpendGate({
		ledger,
		clock,
		alerts,
		shared,
		budget,
		sweep: () => inputs.sweep?.() ?? Promise.resolve(),
		onChange: () => inputs.onChange?.(),
	});
	return { ledger, prices, tokens, clock, owner, gate, alerts };
}
