import { Emitter } from '../../base/emitter.js';
import { defaultThresholds, type AlertThresholds, type BudgetAlert } from '../../core/cost/alerts.js';
import { microUsd, noMoney, type MicroUsd } from '../../core/cost/money.js';
import type { Budget } from '../../core/cost/budgetSettings.js';
import type { BreakdownKey, BreakdownRow, Ledger, LedgerRow, LedgerTotals } from '../../core/cost/ledger.js';
import type { SharedBudget } from '../../core/cost/sharedBudget.js';
import { monthOf } from '../../core/cost/calendar.js';
import type { BudgetAlerts } from './budgetAlerts.js';

export interface BudgetStatus extends LedgerTotals {
	readonly limit: MicroUsd;
	/** Spent and held as a share of the limit; 1 when nothing may be spent. */
	readonly share: number;
	/** What may still be spent, of the novel's budget and the month's. */
	readonly left: MicroUsd;
	/** Spent on other machines; part of `elsewhere`. */
	readonly spentElsewhere: MicroUsd;
	/** Spent and held on other machines that share the budget; part of `share`, not of `spent`. */
	readonly elsewhere: MicroUsd;
	/** Undefined where a month has no limit. */
	readonly month: { readonly limit: MicroUsd; readonly spent: MicroUsd; readonly held: MicroUsd } | undefined;
	readonly runLimit: MicroUsd | undefined;
	readonly thresholds: AlertThresholds;
	/** Why nothing may be spent: a setting that cannot be used. */
	readonly problem: string | undefined;
}

export interface CostServicePorts {
	readonly ledger: Ledger;
	readonly alerts: BudgetAlerts;
	readonly shared: Pick<SharedBudget, 'elsewhere'>;
	/** @throws AppError `bad-budget` */
	budget(): Budget;
	/** Milliseconds since the Unix epoch. */
	now(): number;
}

/** What the book has cost, and what it may. */
export class CostService {
	readonly #ports: CostServicePorts;
	readonly #changes = new Emitter<void>();

	/** A call was held or settled, or the budget was changed. */
	readonly onChange = this.#changes.on;

	constructor(ports: CostServicePorts) {
		this.#ports = ports;
	}

	/** A budget that cannot be used counts as none: nothing may be spent. */
	checkBudget(): BudgetStatus {
		const { ledger, shared } = this.#ports;
		const totals = ledger.totals();
		const month = monthOf(this.#ports.now());
		const { budget, problem } = this.#budget();
		const other = shared.elsewhere('novel', month);
		const elsewhere = microUsd(other.spent + other.held);
		const limit = budget?.novel ?? noMoney;
		const share = limit === 0 ? 1 : (totals.spent + totals.held + elsewhere) / limit;
		const thresholds = budget?.thresholds ?? defaultThresholds;
		const ofMonth = budget?.month === undefined ? undefined : { limit: budget.month, ...this.#ofMonth(month) };
		const ofNovel = limit - totals.spent - totals.held - elsewhere;
		const rest = ofMonth === undefined ? ofNovel : Math.min(ofNovel, ofMonth.limit - ofMonth.spent - ofMonth.held);
		const left = microUsd(Math.max(0, rest));
		return {
			...totals,
			limit,
			share,
			left,
			spentElsewhere: other.spent,
			elsewhere,
			month: ofMonth,
			runLimit: budget?.run,
			thresholds,
			problem,
		};
	}

	/** Sums of the ledger's rows; each breakdown sums up to the same. */
	costBreakdown(key: BreakdownKey): readonly BreakdownRow[] {
		return this.#ports.ledger.breakdown(key);
	}

	/** All calls, in the order in which they were made. */
	ledgerRows(): Iterable<LedgerRow> {
		return this.#ports.ledger.rows();
	}

	/** Of a breakdown's row, newest first. */
	latestCalls(key: BreakdownKey, value: BreakdownRow['key'], limit: number): readonly LedgerRow[] {
		return this.#ports.ledger.latestCalls(key, value, limit);
	}

	/** Calls back for each threshold that is crossed, once. @returns how to stop listening */
	onAlert(listener: (alert: BudgetAlert) => void): () => void {
		return this.#ports.alerts.onAlerts((alerts) => alerts.forEach(listener));
	}

	/** Those that were crossed at once come together, lowest first. @returns how to stop listening */
	onAlerts(listener: (alerts: readonly BudgetAlert[]) => void): () => void {
		return this.#ports.alerts.onAlerts(listener);
	}

	/** Oldest first. */
	alertHistory(): readonly BudgetAlert[] {
		return this.#ports.alerts.history();
	}

	noteChange(): void {
		this.#ports.alerts.check();
		this.#changes.emit();
	}

	#ofMonth(month: string): { readonly spent: MicroUsd; readonly held: MicroUsd } {
		const own = this.#ports.ledger.committedSince(month);
		const other = this.#ports.shared.elsewhere('month', month);
		return { spent: microUsd(own.spent + other.spent), held: microUsd(own.held + other.held) };
	}

	#budget(): { readonly budget?: Budget; readonly problem: string | undefined } {
		try {
			return { budget: this.#ports.budget(), problem: undefined };
		} catch (error) {
			return { problem: (error as Error).message };
		}
	}
}
