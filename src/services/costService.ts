import { Emitter } from '../base/emitter.js';
import type { BreakdownKey, BreakdownRow, Ledger, LedgerTotals } from '../core/cost/ledger.js';
import { microUsdOfDollars, type MicroUsd } from '../core/cost/money.js';

export interface BudgetStatus extends LedgerTotals {
	readonly limit: MicroUsd;
	/** Spent and held as a share of the limit; 1 when nothing may be spent. */
	readonly share: number;
}

/** What the book has cost, from the ledger alone. */
export class CostService {
	readonly #ledger: Ledger;
	readonly #budgetUsd: () => number;
	readonly #changes = new Emitter<void>();

	/** A call was held or settled, or the budget was changed. */
	readonly onChange = this.#changes.on;

	/** @param budgetUsd the setting, in dollars; read at each use */
	constructor(ledger: Ledger, budgetUsd: () => number) {
		this.#ledger = ledger;
		this.#budgetUsd = budgetUsd;
	}

	/** A budget that is no amount counts as none: nothing may be spent. */
	get limit(): MicroUsd {
		const dollars = this.#budgetUsd();
		return microUsdOfDollars(Number.isFinite(dollars) && dollars > 0 ? Math.min(dollars, 1_000_000) : 0);
	}

	checkBudget(): BudgetStatus {
		const totals = this.#ledger.totals();
		const committed = totals.spent + totals.held;
		return { ...totals, limit: this.limit, share: this.limit === 0 ? 1 : committed / this.limit };
	}

	costBreakdown(key: BreakdownKey): readonly BreakdownRow[] {
		return this.#ledger.breakdown(key);
	}

	noteChange(): void {
		this.#changes.emit();
	}
}
