import type { ModelId } from './modelId.js';

/** Token counts of one call, normalised once, in the adapter. */
export interface Usage {
	/** All input tokens, cached ones included. */
	readonly inputTokens: number;
	/** The part of `inputTokens` that was read from the provider's cache. */
	readonly cacheReadTokens: number;
	/** The part of `inputTokens` that was written to the provider's cache. */
	readonly cacheWriteTokens: number;
	/** The part of `cacheWriteTokens` that is kept for an hour rather than minutes, which costs more (Anthropic). */
	readonly cacheWriteHourTokens: number;
	/** All output tokens, reasoning included. */
	readonly outputTokens: number;
	/** The part of `outputTokens` that was spent on reasoning. */
	readonly reasoningTokens: number;
}

export const noUsage: Usage = {
	inputTokens: 0,
	cacheReadTokens: 0,
	cacheWriteTokens: 0,
	cacheWriteHourTokens: 0,
	outputTokens: 0,
	reasoningTokens: 0,
};

/** JSON Schema of a wanted reply; adapters hand it to providers that can enforce it. */
export interface ReplySchema {
	readonly name: string;
	readonly schema: Readonly<Record<string, unknown>>;
}

/** What a call is for: for the ledger, and for the rehearsal model, which answers from the brief alone. */
export interface CallPurpose {
	readonly stage: string;
	readonly chapter?: number;
	readonly scene?: number;
	/** Plain data that the prompt was made from. Never sent to a provider. */
	readonly brief: Readonly<Record<string, unknown>>;
}

/**
 * One call. The parts stand in order of stability: `system` is the same for a whole book, `context` for a
 * chapter or so, `task` for this call alone; so that a provider's prompt cache can match the longest prefix.
 */
export interface ModelRequest {
	readonly purpose: CallPurpose;
	readonly system: string;
	readonly context: string;
	readonly task: string;
	/** Text that the assistant has written so far and goes on from; empty for a fresh start. */
	readonly soFar: string;
	/** The user turn after `soFar`; `continueInstruction` when left out. */
	readonly goOn?: string;
	readonly maxOutputTokens: number;
	/** Omitted where the model does not take one. */
	readonly temperature?: number;
	readonly replySchema?: ReplySchema;
}

/** `stop`: the model said that it is done; `length`: cut at a token limit; `interrupted`: the stream ended without a word. */
export type FinishReason = 'stop' | 'length' | 'interrupted';

export type ModelPart =
	| { readonly kind: 'text'; readonly text: string }
	| {
			readonly kind: 'finish';
			readonly reason: FinishReason;
			/** Undefined when the provider reports none (the VS Code API never does). */
			readonly usage: Usage | undefined;
			/** What the provider says it billed, in micro-dollars, where it says so (OpenRouter). */
			readonly reportedMicroUsd?: number;
	  };

/** Every adapter must pass `test/contract/languageModel.contract.ts`. */
export interface LanguageModel {
	readonly id: ModelId;
	/**
	 * Makes exactly one attempt. Yields text as it arrives and ends with exactly one `finish`, unless it throws.
	 * Throws `ModelFault` for what went wrong at the provider or on the way, and the signal's reason when aborted.
	 */
	stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelPart>;
}
