import { createAnthropic } from '@ai-sdk/anthropic';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { keyOrNone, type Connection } from './connection.js';

export function openAnthropicModel(connection: Connection, model: string): LanguageModelV4 {
	const { provider, fetch } = connection;
	return createAnthropic({ baseURL: provider.baseUrl, apiKey: keyOrNone(connection), fetch }).languageModel(model);
}
