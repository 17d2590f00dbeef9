import { createGoogle } from '@ai-sdk/google';
import type { EmbeddingModelV4 } from '@ai-sdk/provider';
import { keyOrNone, type Connection } from '../connection.js';

export function openGoogleEmbeddingModel(connection: Connection, model: string): EmbeddingModelV4 {
	const { provider, fetch } = connection;
	return createGoogle({ baseURL: provider.baseUrl, apiKey: keyOrNone(connection), fetch }).embeddingModel(model);
}
