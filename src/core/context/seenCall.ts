import type { ReceiptPart } from './receipt.js';
import type { LeftReason } from './contextItem.js';

/** What a call saw, as a plain value without the whole texts. */
export interface SeenCall {
	readonly call: string;
	readonly run: string;
	readonly node: string;
	readonly stage: string;
	readonly chapter: number | undefined;
	readonly scene: number | undefined;
	readonly attempt: number;
	readonly model: string;
	/** Milliseconds since the Unix epoch. */
	readonly madeAt: number;
	/** `running`, `ok`, `failed`, `aborted`, `abandoned`; undefined where the ledger has no row of it. */
	readonly outcome: string | undefined;
	readonly costMicroUsd: number | undefined;
	/** As the provider reported them, or as they were estimated. */
	readonly inputTokens: number | undefined;
	/** All that was sent, in o200k tokens. */
	readonly promptTokens: number;
	/** The prompt by its headings. */
	readonly sections: readonly PromptSection[];
	/** What of it was fitted; undefined where nothing had to be. */
	readonly fitted: SeenContext | undefined;
	/** What would have gone in at another budget. */
	readonly replay: ReplayedContext | undefined;
}

export interface PromptSection {
	readonly part: ReceiptPart;
	/** Empty for what stands before the first heading. */
	readonly heading: string;
	readonly tokens: number;
}

export interface SeenContext {
	/** Tokens of the model. */
	readonly budget: number;
	readonly tokens: number;
	readonly given: readonly SeenItem[];
	readonly left: readonly (SeenItem & { readonly reason: LeftReason['kind']; readonly of: string | undefined })[];
	/** Groups for which the prompt template has no place. */
	readonly notInPrompt: readonly string[];
}

export interface SeenItem {
	readonly key: string;
	/** `memory`, `passages`, `facts` or `bible`. */
	readonly group: string;
	readonly section: string;
	readonly source: string;
	/** How its text begins, in one line. */
	readonly opening: string;
	/** Tokens of the model; undefined for what was left out. */
	readonly tokens: number | undefined;
	readonly shortened: boolean;
}

export interface ReplayedContext extends SeenContext {
	/** Keys that would have gone in as well, and that would not have. */
	readonly added: readonly string[];
	readonly removed: readonly string[];
}

/** A heading of the first level begins a section; those below belong to it. */
export function promptSections(
	parts: readonly { readonly part: ReceiptPart; readonly text: string }[],
): readonly { readonly part: ReceiptPart; readonly heading: string; readonly text: string }[] {
	return parts.flatMap(({ part, text }) =>
		text
			.split(/^(?=# )/m)
			.filter((section) => section.trim() !== '')
			.map((section) => ({ part, heading: /^# (.*)/.exec(section)?.[1] ?? '', text: section })),
	);
}

const longestOpening = 80;

/** The beginning of a text in one line, without marks of lists and headings. */
export function openingOf(text: string): string {
	const line = text
		.replace(/^[\s#-]+/, '')
		.replace(/\s+/g, ' ')
		.trim();
	if (line.length <= longestOpening) return line;
	return `${line.slice(0, longestOpening).replace(/ [^ ]*$/, '')} …`;
}
