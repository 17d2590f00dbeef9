import { AppError } from '../../base/errors.js';
import type { ContextItem, FittedContext, LeftItem, LeftReason } from './contextItem.js';
import { gapAfter, inLayoutOrder, layOut } from './layOut.js';
import { Packing, type PackingPorts } from './packing.js';
import { rankedUnits } from './rankedUnits.js';

export interface FitOptions {
	/** Tokens of the model. */
	readonly budget: number;
	/** What the context is for; importance alone decides when left out. */
	readonly query?: string;
	/** Tokens that the model's tokenizer makes of one that is counted here; 1 when left out. */
	readonly factor?: number;
}

/** An item longer than this share of the room is taken by the paragraph. */
const longestShare = 0.25;
const charactersPerToken = 4;
const shortestSplit = 2_000;

/**
 * Takes what fits: required items always and whole; the rest by relevance, importance and recency, without what says the
 * same again, shortened where only part of it fits. The same input gives the same bytes, and the text as it is laid out,
 * headings and all, never has a token more than the budget.
 * @throws AppError `required-over-budget` when the required items alone are too long; `bad-budget`
 */
export async function fitToBudget(
	items: readonly ContextItem[],
	{ budget, query = '', factor = 1 }: FitOptions,
	ports: PackingPorts,
): Promise<FittedContext> {
	if (!(budget >= 0)) throw new AppError('bad-budget', `A budget is a number of tokens from 0, not ${budget}.`);
	const scaled = (count: number): number => Math.ceil(count * factor - rounding);
	const room = Math.max(0, Math.floor(budget / factor + rounding));
	const required = items.map((item, at) => ({ item, at })).filter(({ item }) => item.required === true);
	const requiredText = layOut(inLayoutOrder(required.map(({ item }) => ({ item, text: item.text }))));
	// Not awaited yet: a tokenizer that is not there is loaded while the rest is ranked, even if nothing is required.
	const counting = ports.tokens.countAll([requiredText, items[0]?.section ?? '']);
	const longest = Math.max(shortestSplit, room * longestShare * charactersPerToken);
	const units = room === 0 ? [] : await rankedUnits(items, query, longest, ports);
	const [needed = 0] = await counting;
	if (needed > room) throw requiredOverBudget(required, scaled(needed), budget);
	const packing = new Packing(required, needed, units, { query, room }, ports);
	const { packed, tokens } = await packing.pack();
	const counts = await ports.tokens.countAll(packed.map(({ item, text }) => text + gapAfter(item)));
	const given = new Set(packed.map(({ at }) => at));
	const relevant = new Set(units.filter(({ relevance }) => relevance > 0).map(({ at }) => at));
	const left = items.flatMap((item, at): readonly LeftItem[] =>
		given.has(at) ? [] : [{ item, reason: reasonOf(item, at, packing.duplicates, room === 0 || relevant.has(at)) }],
	);
	return {
		text: layOut(packed),
		tokens: scaled(tokens),
		budget,
		given: packed.map(({ item, text, shortened }, at) => ({
			...{ item, text, shortened },
			tokens: scaled(counts[at] ?? 0),
		})),
		left,
	};
}

/** So that 0.1 × 30 is no more than 3. */
const rounding = 1e-9;

function reasonOf(
	{ text }: ContextItem,
	at: number,
	duplicates: ReadonlyMap<number, string>,
	isRelevant: boolean,
): LeftReason {
	const of = duplicates.get(at);
	if (of !== undefined) return { kind: 'near-duplicate-of', of };
	if (text.trim() === '') return { kind: 'empty' };
	return { kind: isRelevant ? 'over-budget' : 'irrelevant' };
}

function requiredOverBudget(required: readonly { item: ContextItem }[], needed: number, budget: number): AppError {
	const keys = required.map(({ item }) => `“${item.key}”`).join(', ');
	return new AppError(
		'required-over-budget',
		`What must go in takes ${needed} tokens (${keys}), and the budget is ${budget}. Raise the budget, or require less.`,
	);
}
