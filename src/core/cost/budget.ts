import { AppError } from '../../base/errors.js';
import { formatMoney, microUsd, type MicroUsd } from './money.js';

export type SpendVerdict =
	| { readonly kind: 'allowed'; readonly remaining: MicroUsd }
	| { readonly kind: 'denied'; readonly shortfall: MicroUsd };

/** `committed` is money spent plus money held by calls in flight. */
export function judgeSpend(limit: MicroUsd, committed: MicroUsd, worstCase: MicroUsd): SpendVerdict {
	const projected = committed + worstCase;
	return projected > limit
		? { kind: 'denied', shortfall: microUsd(projected - limit) }
		: { kind: 'allowed', remaining: microUsd(limit - projected) };
}

/** Thrown before a call that could cross the budget; nothing was sent. */
export class BudgetExceededError extends AppError<'budget-exceeded'> {
	readonly shortfall: MicroUsd;

	constructor(limit: MicroUsd, shortfall: MicroUsd, model: string) {
		super(
			'budget-exceeded',
			`The budget of ${formatMoney(limit)} does not cover the next call to ${model} at its worst case: ${formatMoney(shortfall)} is missing. ` +
				'Nothing was sent. Raise prometheusNovel.budget.usd (--budget on the command line), or choose a cheaper model.',
		);
		this.shortfall = shortfall;
	}
}
