import { novelKey } from './memoryKeys.js';

/** Where a novel's budget stands on a server, on the same node of a cluster as its memory. */
export interface BudgetKeys {
	/** Hash of ids: calls, as `budgetBook` writes them. */
	readonly calls: string;
	/** Hash of `machine month`: micro-dollars. */
	readonly spent: string;
	/** Hash of `machine month lane`: micro-dollars. */
	readonly held: string;
	/** Sorted set of ids, by when their leases are over: milliseconds of the server's clock. */
	readonly leases: string;
	/** ULID, made when the first of the others was. */
	readonly instance: string;
}

/** @param novelId a ULID */
export function budgetKeys(novelId: string): BudgetKeys {
	const key = novelKey(novelId);
	return {
		calls: key('budget:calls'),
		spent: key('budget:spent'),
		held: key('budget:held'),
		leases: key('budget:leases'),
		instance: key('budget:instance'),
	};
}
