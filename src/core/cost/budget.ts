import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import { formatMoney, microUsd, type MicroUsd } from './money.js';

/** What a limit is for: all that the novel ever costs, one run, or a calendar month. */
export type BudgetScope = 'novel' | 'run' | 'month';

export interface SpendLimit {
	readonly scope: BudgetScope;
	readonly limit: MicroUsd;
	/** Spent and held on other machines, which this ledger has no rows of. */
	readonly elsewhere: MicroUsd;
}

export type SpendVerdict =
	| { readonly kind: 'allowed' }
	| {
			readonly kind: 'denied';
			readonly scope: BudgetScope;
			readonly limit: MicroUsd;
			readonly shortfall: MicroUsd;
			/** Held by calls that are out: what they do not use comes back, so that waiting for them may help. */
			readonly inFlight: MicroUsd;
	  };

/** Money spent, and money held by calls that are out. */
export interface Committed {
	readonly spent: MicroUsd;
	readonly held: MicroUsd;
}

/**
 * Every limit has to have room for the whole worst case.
 * @returns the denial that lacks the most
 */
export function judgeSpend(
	limits: readonly SpendLimit[],
	committedTo: (scope: BudgetScope) => Committed,
	worstCase: MicroUsd,
): SpendVerdict {
	const denials = limits.flatMap(({ scope, limit, elsewhere }) => {
		const { spent, held } = committedTo(scope);
		const shortfall = spent + held + elsewhere + worstCase - limit;
		return shortfall > 0
			? [{ kind: 'denied' as const, scope, limit, shortfall: microUsd(shortfall), inFlight: held }]
			: [];
	});
	return denials.toSorted((a, b) => b.shortfall - a.shortfall)[0] ?? { kind: 'allowed' };
}

/** Thrown before a call that could cross a limit; nothing was sent. */
export class BudgetExceededError extends AppError<'budget-exceeded'> {
	readonly scope: BudgetScope;
	readonly limit: MicroUsd;
	readonly shortfall: MicroUsd;

	constructor({ scope, limit, shortfall }: Extract<SpendVerdict, { kind: 'denied' }>, model: string) {
		super('budget-exceeded', exceededSentence(scope, formatMoney(limit), formatMoney(shortfall), model));
		this.scope = scope;
		this.limit = limit;
		this.shortfall = shortfall;
	}
}

function exceededSentence(scope: BudgetScope, limit: string, missing: string, model: string): string {
	switch (scope) {
		case 'novel':
			return l10n.t(
				'The budget of {0} does not cover the next call to {1} at its worst case: {2} is missing. Nothing was sent. Raise prometheusNovel.budget.usd (--budget on the command line), or choose a cheaper model.',
				limit,
				model,
				missing,
			);
		case 'run':
			return l10n.t(
				'The budget of one run of {0} does not cover the next call to {1} at its worst case: {2} is missing. Nothing was sent. Raise prometheusNovel.budget.perRunUsd (--run-budget on the command line), or choose a cheaper model.',
				limit,
				model,
				missing,
			);
		case 'month':
			return l10n.t(
				"This month's budget of {0} does not cover the next call to {1} at its worst case: {2} is missing. Nothing was sent. Raise prometheusNovel.budget.perMonthUsd (--month-budget on the command line), or choose a cheaper model.",
				limit,
				model,
				missing,
			);
	}
}
