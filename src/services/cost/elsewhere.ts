import type { Committed } from '../../core/cost/budget.js';
import { laterShares, sumOfShares, type BudgetShare } from '../../core/cost/budgetShares.js';
import { microUsd } from '../../core/cost/money.js';
import type { MonthSpent, SharedCalls } from '../../core/cost/sharedCalls.js';

const keepEveryMs = 5_000;

/** What other machines have spent and hold, as last heard of any server; it outlives the process. */
export class Elsewhere {
	readonly #calls: SharedCalls;
	/** Of the other machines alone. */
	#others: readonly BudgetShare[];
	#counted: readonly MonthSpent[] = [];
	#kept = '';
	#lookedAt = -Infinity;

	constructor(calls: SharedCalls) {
		this.#calls = calls;
		this.#others = calls.lastHeard();
		this.recount();
	}

	/** @param since `2026-11`: of that month and of later ones */
	committed(since?: string): Committed {
		const { spent, held } = sumOfShares(this.#others, since);
		const counted = this.#counted.reduce((sum, one) => sum + (one.month >= (since ?? '') ? one.spent : 0), 0);
		// What this ledger has rows of is not elsewhere, wherever it was spent.
		return { spent: microUsd(Math.max(0, spent - counted)), held };
	}

	/** @returns whether it means anything else for this machine */
	hear(shares: readonly BudgetShare[]): boolean {
		const before = this.committed();
		const others = shares.filter(({ machine }) => machine !== this.#calls.machine);
		this.#others = laterShares(this.#others, others);
		const { spent, held } = this.committed();
		return spent !== before.spent || held !== before.held;
	}

	/** Calls in the ledger here were found to be counted as another machine's. */
	recount(): void {
		this.#counted = this.#calls.countedElsewhere();
	}

	/** For the next process, which may have to do without the server. */
	keep(): void {
		const text = JSON.stringify(this.#others);
		if (text === this.#kept) return;
		this.#calls.keepHeard(this.#others);
		this.#kept = text;
	}

	/** Not each time, since it takes a write. @param at milliseconds */
	keepNowAndThen(at: number): void {
		if (Math.abs(at - this.#lookedAt) < keepEveryMs) return;
		this.#lookedAt = at;
		this.keep();
	}
}
