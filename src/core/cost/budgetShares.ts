import type { Committed } from './budget.js';
import { microUsd, noMoney, type MicroUsd } from './money.js';

/** What one machine's calls of one month come to. */
export interface BudgetShare {
	/** Names a machine, or rather one novel's ledger on it. */
	readonly machine: string;
	/** `2026-11` */
	readonly month: string;
	readonly spent: MicroUsd;
	/** By calls that are out, `batched` included. */
	readonly held: MicroUsd;
	/** By calls that are out in batches, which take up to a day. */
	readonly batched: MicroUsd;
}

export interface SharedCommitted extends Committed {
	readonly batched: MicroUsd;
}

/**
 * What machines hold now, and the most that they are known to have spent: a server that lost its data has no more of a
 * machine that is off, whose money is gone all the same.
 */
export function laterShares(before: readonly BudgetShare[], now: readonly BudgetShare[]): readonly BudgetShare[] {
	const isSame = (a: BudgetShare, b: BudgetShare): boolean => a.machine === b.machine && a.month === b.month;
	const gone = before.filter((share) => !now.some((other) => isSame(share, other)));
	return [
		...now.map((share) => {
			const known = before.find((other) => isSame(share, other));
			return known !== undefined && known.spent > share.spent ? { ...share, spent: known.spent } : share;
		}),
		...gone.map((share) => ({ ...share, held: noMoney, batched: noMoney })),
	];
}

/** @param since `2026-11`: of that month and of later ones, which a clock that was set back may have left */
export function sumOfShares(shares: readonly BudgetShare[], since = ''): SharedCommitted {
	const counted = shares.filter(({ month }) => month >= since);
	const sum = (of: (share: BudgetShare) => number): MicroUsd =>
		microUsd(counted.reduce((total, share) => total + of(share), 0));
	return { spent: sum(({ spent }) => spent), held: sum(({ held }) => held), batched: sum(({ batched }) => batched) };
}
