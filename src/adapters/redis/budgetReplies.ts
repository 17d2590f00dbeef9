import type { BudgetShare } from '../../core/cost/budgetShares.js';
import { microUsd, noMoney } from '../../core/cost/money.js';
import { pairsOf } from './replies.js';

/** The hashes of what is spent and what is held, each as fields and values in one list. */
export type SharesReply = readonly [spent: readonly string[], held: readonly string[]];

/** One for each machine and month. */
export function sharesOf([spent, held]: SharesReply): readonly BudgetShare[] {
	const shares = new Map<string, BudgetShare>();
	const add = (field: string, amount: number, isHeld: boolean): void => {
		const [machine = '', month = '', lane] = field.split(' ');
		const key = `${machine} ${month}`;
		const share = shares.get(key) ?? { machine, month, spent: noMoney, held: noMoney, batched: noMoney };
		shares.set(key, {
			...share,
			spent: microUsd(share.spent + (isHeld ? 0 : amount)),
			held: microUsd(share.held + (isHeld ? amount : 0)),
			batched: microUsd(share.batched + (lane === 'batch' ? amount : 0)),
		});
	};
	for (const [field, amount] of pairsOf(spent)) add(field, Number(amount), false);
	for (const [field, amount] of pairsOf(held)) add(field, Number(amount), true);
	return [...shares.values()].toSorted((a, b) => (`${a.machine} ${a.month}` < `${b.machine} ${b.month}` ? -1 : 1));
}
