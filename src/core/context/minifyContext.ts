import { AppError } from '../../base/errors.js';
import type { ContextItem, LeftReason } from './contextItem.js';
import type { FitContext } from './fitInTurn.js';

export interface MinifyOptions {
	/** Kept always, and whole. */
	readonly importantKeys?: readonly string[];
	readonly maxTokens: number;
	/** What the context is for; without it, what stands first stays. */
	readonly query?: string;
}

export interface MinifiedContext {
	/** What is kept, by the keys given. */
	readonly context: Readonly<Record<string, string>>;
	/** The same as one text, each key a heading; this is what is counted. */
	readonly text: string;
	readonly tokens: number;
	/** Keys of which only part is kept. */
	readonly shortened: readonly string[];
	readonly left: readonly { readonly key: string; readonly reason: LeftReason }[];
}

/**
 * Makes a record of texts fit into a budget; what is no text counts as JSON.
 * @throws AppError `required-over-budget` when the important keys alone are too long; `bad-budget`, `bad-context`
 */
export async function minifyContext(
	context: Readonly<Record<string, unknown>>,
	{ importantKeys = [], maxTokens, query = '' }: MinifyOptions,
	fit: FitContext,
): Promise<MinifiedContext> {
	const important = new Set(importantKeys);
	const items = Object.entries(context).map(([key, value]) => itemOf(key, value, important.has(key)));
	const { text, tokens, given, left } = await fit(items, { budget: maxTokens, query });
	const byKey = new Map(given.map((one) => [one.item.key, one.text]));
	return {
		context: Object.fromEntries(items.flatMap(({ key }) => (byKey.has(key) ? [[key, byKey.get(key) ?? '']] : []))),
		text,
		tokens,
		shortened: given.filter(({ shortened }) => shortened).map(({ item }) => item.key),
		left: left.map(({ item, reason }) => ({ key: item.key, reason })),
	};
}

function itemOf(key: string, value: unknown, required: boolean): ContextItem {
	const text = typeof value === 'string' ? value : jsonOf(key, value);
	return { key, section: key, text, source: key, importance: 0.5, required, layout: 'paragraph' };
}

function jsonOf(key: string, value: unknown): string {
	try {
		return JSON.stringify(value) ?? '';
	} catch {
		throw new AppError('bad-context', `“${key}” is neither a text nor a value that can be written as JSON.`);
	}
}
