import { createOpenAI } from '@ai-sdk/openai';
import type { EmbeddingModelV4 } from '@ai-sdk/provider';
import { keyOrNone, type Connection } from '../connection.js';

export function openOpenaiEmbeddingModel(connection: Connection, model: string): EmbeddingModelV4 {
	const { provider, fetch } = connection;
	return createOpenAI({ baseURL: provider.baseUrl, apiKey: keyOrNone(connection), fetch }).embeddingModel(model);
}
