import type { EmbeddingModelV4 } from '@ai-sdk/provider';
import type { Connection } from '../connection.js';
import type { ProviderKind } from '../knownProviders.js';

export type OpenEmbeddingModel = (connection: Connection, model: string) => EmbeddingModelV4;

/** Loads a provider's package when its first model is opened; undefined for providers that have no embedding models. */
export async function loadOpenEmbeddingModel(kind: ProviderKind): Promise<OpenEmbeddingModel | undefined> {
	switch (kind) {
		case 'openai':
			return (await import('./openaiEmbeddingModel.js')).openOpenaiEmbeddingModel;
		case 'anthropic':
			return undefined;
		case 'google':
			return (await import('./googleEmbeddingModel.js')).openGoogleEmbeddingModel;
		case 'openai-compatible':
			return (await import('./compatibleEmbeddingModel.js')).openCompatibleEmbeddingModel;
	}
}
