import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { Connection } from './connection.js';

/** Without `includeUsage` such servers stream no usage, and every call would be an estimate. */
export function openCompatibleModel({ provider, key, fetch }: Connection, model: string): LanguageModelV4 {
	const compatible = createOpenAICompatible({
		name: provider.name,
		baseURL: provider.baseUrl,
		...(key === undefined ? {} : { apiKey: key }),
		fetch,
		includeUsage: true,
		supportsStructuredOutputs: provider.schemaSupport === 'schema',
	});
	return compatible.chatModel(model);
}
