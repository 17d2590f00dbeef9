import type { Clock } from '../../base/clock.js';
import { Emitter } from '../../base/emitter.js';
import type { RunId } from '../../base/ids.js';
import {
	crossings,
	exceededThreshold,
	type AlertBook,
	type BudgetAlert,
	type WatchedBudget,
} from '../../core/cost/alerts.js';
import type { BudgetScope, SpendVerdict } from '../../core/cost/budget.js';
import type { Budget } from '../../core/cost/budgetSettings.js';
import { monthOf } from '../../core/cost/calendar.js';
import type { CallStart, Ledger } from '../../core/cost/ledger.js';
import { microUsd, type MicroUsd } from '../../core/cost/money.js';
import type { SharedBudget } from '../../core/cost/sharedBudget.js';

export interface BudgetAlertPorts {
	readonly ledger: Ledger;
	readonly book: AlertBook;
	readonly shared: Pick<SharedBudget, 'elsewhere'>;
	readonly clock: Clock;
	/** @throws AppError `bad-budget` */
	budget(): Budget;
}

/** Tells of thresholds that were crossed, each once, whichever window sees it first and however often it is started. */
export class BudgetAlerts {
	readonly #ports: BudgetAlertPorts;
	readonly #told = new Emitter<readonly BudgetAlert[]>();

	/** Those that were crossed at once, lowest first. */
	readonly onAlerts = this.#told.on;

	constructor(ports: BudgetAlertPorts) {
		this.#ports = ports;
	}

	/** Looks at what is spent now. @param run the run that is going on */
	check(run?: RunId): void {
		const at = this.#ports.clock.now();
		const budget = this.#budget();
		if (budget === undefined) return;
		this.#note(this.#watched(budget, at, run).map((one) => [one, crossings(one, budget.thresholds, at)]));
	}

	/** A call was not allowed: whatever is left, it is not enough to go on. */
	noteExceeded({ scope }: Extract<SpendVerdict, { kind: 'denied' }>, call: CallStart): void {
		const at = this.#ports.clock.now();
		const budget = this.#budget();
		const watched = budget && this.#watched(budget, at, call.run).find((one) => one.scope === scope);
		if (watched === undefined) return;
		const exceeded: BudgetAlert = { ...watched, level: 'BUDGET_EXCEEDED', threshold: exceededThreshold, at };
		this.#note([[watched, [exceeded]]]);
	}

	history(): readonly BudgetAlert[] {
		return this.#ports.book.history();
	}

	/** Where nobody listens nothing is noted, so that it is told when somebody does. */
	#note(looks: readonly (readonly [WatchedBudget, readonly BudgetAlert[]])[]): void {
		if (!this.#told.isHeard) return;
		const told = looks.flatMap(([budget, crossed]) => this.#ports.book.note(budget, crossed));
		if (told.length > 0) this.#told.emit(told);
	}

	/** A budget that cannot be read is refused where money is asked for. */
	#budget(): Budget | undefined {
		try {
			return this.#ports.budget();
		} catch {
			return undefined;
		}
	}

	#watched({ novel, run: runLimit, month: monthLimit }: Budget, at: number, run: RunId | undefined): WatchedBudget[] {
		const { ledger } = this.#ports;
		const month = monthOf(at);
		const watch = (scope: BudgetScope, period: string, limit: MicroUsd | undefined): WatchedBudget[] => {
			if (limit === undefined) return [];
			const own = scope === 'month' ? ledger.committedSince(month) : ledger.totals(scope === 'run' ? run : undefined);
			const other = scope === 'run' ? { spent: 0, held: 0 } : this.#ports.shared.elsewhere(scope, month);
			const spent = microUsd(own.spent + other.spent);
			return [{ scope, period, limit, spent, held: microUsd(own.held + other.held) }];
		};
		return [
			...watch('novel', '', novel),
			...(run === undefined ? [] : watch('run', run, runLimit)),
			...watch('month', month, monthLimit),
		];
	}
}
