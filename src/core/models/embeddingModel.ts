import type { ModelId } from './modelId.js';

/** What a text is embedded for: many models want to be told, and find less when they are not. */
export type EmbeddingUse = 'document' | 'query';

export interface Embeddings {
	/** One a text, in order; each of length one, all with the same dimensions. */
	readonly vectors: readonly Float32Array[];
	/** Undefined when the provider reports none. */
	readonly inputTokens: number | undefined;
}

/** Every adapter must pass `test/contract/embeddingModel.contract.ts`. */
export interface EmbeddingModel {
	readonly id: ModelId;
	readonly maxTextsPerCall: number;
	/**
	 * Makes exactly one attempt, which is one request.
	 * Throws `ModelFault` for what went wrong at the provider or on the way, and the signal's reason when aborted.
	 * @param texts at least one and at most `maxTextsPerCall`, none of them blank
	 */
	embed(texts: readonly string[], use: EmbeddingUse, signal: AbortSignal): Promise<Embeddings>;
}

export interface EmbeddingRegistry {
	/** @throws AppError when the provider is unknown, has no embedding models, or its key is missing, with what to do. */
	open(id: ModelId): Promise<EmbeddingModel>;
}
