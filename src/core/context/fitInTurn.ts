import type { ContextItem, FittedContext } from './contextItem.js';
import type { FitOptions } from './fitToBudget.js';

/** `fitToBudget` with what it works with. */
export type FitContext = (items: readonly ContextItem[], options: FitOptions) => Promise<FittedContext>;

/** Items that go into one place of a prompt. */
export interface ContextGroup {
	readonly name: string;
	readonly items: readonly ContextItem[];
	/** What they are for; importance alone decides when empty. */
	readonly query: string;
	/** The most that they may take of the whole budget, 0 to 1, as far as those before them have left so much. */
	readonly share: number;
}

export interface FittedGroup extends FittedContext {
	/** What was offered. */
	readonly group: ContextGroup;
	readonly factor: number;
	/** Tokens that all groups together may take. */
	readonly wholeBudget: number;
}

/** Fits one group after the other; together they are never over the budget. @throws AppError as `fitToBudget` */
export async function fitInTurn(
	groups: readonly ContextGroup[],
	{ budget, factor = 1 }: { readonly budget: number; readonly factor?: number },
	fit: FitContext,
): Promise<readonly FittedGroup[]> {
	const fitted: FittedGroup[] = [];
	let left = budget;
	for (const group of groups) {
		const { items, query, share } = group;
		const own = Math.min(left, Math.round(budget * share));
		const one = await fit(items, { budget: own, query, factor });
		fitted.push({ ...one, group, factor, wholeBudget: budget });
		left -= one.tokens;
	}
	return fitted;
}
