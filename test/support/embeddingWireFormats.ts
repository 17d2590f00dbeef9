import type { ProviderKind } from '../../src/adapters/llm/knownProviders.js';
import type { RawRequest } from './aimockRawServer.js';

export type EmbeddingWire = Exclude<ProviderKind, 'anthropic'>;

interface OpenaiRequest {
	readonly input: readonly string[];
}

interface GoogleRequest {
	readonly content: { readonly parts: readonly [{ readonly text: string }] };
	readonly taskType?: string;
}

/** The texts that a request asks to embed, with the task type where the provider has one. */
export function embeddedTexts(
	wire: EmbeddingWire,
	{ path, body }: RawRequest,
): readonly (readonly [string, string?])[] {
	const json = JSON.parse(body) as unknown;
	if (wire !== 'google') return (json as OpenaiRequest).input.map((text) => [text]);
	const requests = path.endsWith(':embedContent')
		? [json as GoogleRequest]
		: (json as { requests: readonly GoogleRequest[] }).requests;
	return requests.map(({ content: { parts }, taskType }) =>
		taskType === undefined ? [parts[0].text] : [parts[0].text, taskType],
	);
}

/** What a provider answers; Google never counts tokens. */
export function embeddingReply(
	wire: EmbeddingWire,
	{ path }: RawRequest,
	vectors: readonly (readonly number[])[],
	inputTokens?: number,
): unknown {
	if (wire === 'google') {
		if (path.endsWith(':embedContent')) return { embedding: { values: vectors[0] } };
		return { embeddings: vectors.map((values) => ({ values })) };
	}
	return {
		object: 'list',
		model: 'm',
		data: vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })),
		...(inputTokens === undefined ? {} : { usage: { prompt_tokens: inputTokens, total_tokens: inputTokens } }),
	};
}
