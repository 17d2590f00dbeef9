import { createAnthropic } from '@ai-sdk/anthropic';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { keyOrPlaceholder, type Connection } from './connection.js';

export function openAnthropicModel(connection: Connection, model: string): LanguageModelV4 {
	const { provider, fetch } = connection;
	return createAnthropic({ baseURL: provider.baseUrl, apiKey: keyOrPlaceholder(connection), fetch }).languageModel(
		model,
	);
}
