import { createGoogle } from '@ai-sdk/google';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { keyOrNone, type Connection } from './connection.js';

export function openGoogleModel(connection: Connection, model: string): LanguageModelV4 {
	const { provider, fetch } = connection;
	return createGoogle({ baseURL: provider.baseUrl, apiKey: keyOrNone(connection), fetch }).languageModel(model);
}
