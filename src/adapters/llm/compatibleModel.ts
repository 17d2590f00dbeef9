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
		transformRequestBody: withMarksOnParts,
	});
	return compatible.chatModel(model);
}

/** The package marks a message that has one text at the message, where nobody looks; a mark counts on a part of it. */
function withMarksOnParts(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
	const { messages } = body;
	if (!Array.isArray(messages)) return body;
	return { ...body, messages: messages.map((message: Readonly<Record<string, unknown>>) => marked(message)) };
}

function marked({ cache_control, ...message }: Readonly<Record<string, unknown>>): Record<string, unknown> {
	if (cache_control === undefined) return message;
	return { ...message, content: [{ type: 'text', text: message['content'], cache_control }] };
}
