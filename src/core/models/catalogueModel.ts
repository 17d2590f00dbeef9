export const modelQualities = ['low', 'medium', 'high'] as const;
/** How well a model writes fiction and reads it carefully; see `catalogue.ts` for how it was judged. */
export type ModelQuality = (typeof modelQualities)[number];

export interface CatalogueModel {
	/** `provider/model`. */
	readonly id: string;
	readonly title: string;
	/** Tokens of prompt and reply together. */
	readonly contextWindow: number;
	/** Tokens of one reply, thinking included. */
	readonly maxOutputTokens: number;
	readonly quality: ModelQuality;
	/** Day of release, as `2026-09-22`; empty when nobody said. */
	readonly since: string;
	/** Thinks before it writes; what it thinks is paid for as output. */
	readonly reasoning?: boolean;
}

/** Above zero where `a` is the better tier. */
export function compareQuality(a: ModelQuality, b: ModelQuality): number {
	return modelQualities.indexOf(a) - modelQualities.indexOf(b);
}
