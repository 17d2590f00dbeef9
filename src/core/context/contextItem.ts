/** Something that a prompt may carry. */
export interface ContextItem {
	/** Names it in receipts; no two items of one fit share it. */
	readonly key: string;
	/** Heading under which it stands; none when empty. */
	readonly section: string;
	readonly text: string;
	/** Where it comes from, for people: a file, a chapter, a note. */
	readonly source: string;
	/** 0 to 1. */
	readonly importance: number;
	/** The chapter that it is from: later ones count a little more. */
	readonly chapter?: number | undefined;
	/** Goes in always, and whole. */
	readonly required?: boolean;
	/** Matters whatever is asked for. */
	readonly alwaysRelevant?: boolean;
	/** The same from call to call, so that it stands first, where a provider's prompt cache finds it again. */
	readonly stable?: boolean;
	/** `line`: one of a list, which is the default; `paragraph`: with a blank line around it, and a sequel to the one before. */
	readonly layout?: 'line' | 'paragraph';
}

export type LeftReason =
	| { readonly kind: 'over-budget' }
	/** It shares nothing with what was asked for, and there was no room for such. */
	| { readonly kind: 'irrelevant' }
	/** @param of key of what went in instead */
	| { readonly kind: 'near-duplicate-of'; readonly of: string }
	| { readonly kind: 'empty' };

/** What went in of an item. */
export interface GivenItem {
	readonly item: ContextItem;
	/** As it stands in the prompt. */
	readonly text: string;
	/** With the line feeds after it. */
	readonly tokens: number;
	/** Only what was most to the point of it went in. */
	readonly shortened: boolean;
}

export interface LeftItem {
	readonly item: ContextItem;
	readonly reason: LeftReason;
}

export interface FittedContext {
	readonly text: string;
	/** Of the text as it is laid out, by the model's tokenizer; never more than the budget. */
	readonly tokens: number;
	readonly budget: number;
	/** In the order of the text. */
	readonly given: readonly GivenItem[];
	/** In the order in which they were offered. */
	readonly left: readonly LeftItem[];
}
