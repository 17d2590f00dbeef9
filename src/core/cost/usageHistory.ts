/** What the calls of one stage to one model have come to in this book, without those that failed. */
export interface StageHistory {
	readonly stage: string;
	readonly model: string;
	/** Pieces of work that were done: a stage of one chapter or scene, in one run. */
	readonly nodes: number;
	/** Repairs and continuations make more calls than nodes. */
	readonly calls: number;
	/** As the provider counts, over all calls. */
	readonly inputTokens: number;
	readonly cacheReadTokens: number;
	readonly cacheWriteTokens: number;
	readonly outputTokens: number;
	/** Sum over the nodes of the squares of their output tokens. */
	readonly squaredOutputTokens: number;
	/** Sum over the calls, milliseconds. */
	readonly latencyMs: number;
}

/** What a model's calls for a node have come to since a moment. */
export interface NodeUsage {
	readonly node: string;
	/** Of all calls, those that failed included. */
	readonly microUsd: number;
	/** Without those that failed; at least one. */
	readonly calls: number;
	/** As counted here (o200k), over the same calls. */
	readonly estimatedInputTokens: number;
}

/** Read from the ledger. */
export interface UsageHistory {
	/** One for each stage and model, over the latest calls. */
	stages(): readonly StageHistory[];
	/** Of those of the named nodes whose calls began at `since` or later. */
	usageSince(since: number, nodes: readonly { readonly node: string; readonly model: string }[]): readonly NodeUsage[];
}
