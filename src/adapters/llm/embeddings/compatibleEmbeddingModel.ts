import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { EmbeddingModelV4 } from '@ai-sdk/provider';
import type { Connection } from '../connection.js';

export function openCompatibleEmbeddingModel({ provider, key, fetch }: Connection, model: string): EmbeddingModelV4 {
	const compatible = createOpenAICompatible({
		name: provider.name,
		baseURL: provider.baseUrl,
		...(key === undefined ? {} : { apiKey: key }),
		fetch,
	});
	return compatible.embeddingModel(model);
}
