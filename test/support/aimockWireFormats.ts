import type { ProviderKind } from '../../src/adapters/llm/knownProviders.js';

/** A reply of the word "Dawn." with 1,000 input tokens, of which 600 were read from the cache, and 10 output tokens. */
export const cachedReplies: Readonly<Record<ProviderKind, readonly string[]>> = {
	openai: openaiReply(),
	'openai-compatible': openaiReply(),
	anthropic: [
		// Anthropic's input_tokens exclude cached ones: 300 + 600 read + 100 written.
		`{"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"c","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":300,"cache_read_input_tokens":600,"cache_creation_input_tokens":100,"output_tokens":1}}}`,
		`{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}`,
		`{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Dawn."}}`,
		`{"type":"content_block_stop","index":0}`,
		`{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":10}}`,
		`{"type":"message_stop"}`,
	],
	google: [
		`{"candidates":[{"content":{"role":"model","parts":[{"text":"Dawn."}]},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":1000,"cachedContentTokenCount":600,"candidatesTokenCount":6,"thoughtsTokenCount":4,"totalTokenCount":1010}}`,
	],
};

function openaiReply(): readonly string[] {
	return [
		`{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Dawn."},"finish_reason":null}]}`,
		`{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}`,
		`{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":10,"total_tokens":1010,"prompt_tokens_details":{"cached_tokens":600,"cache_write_tokens":100},"completion_tokens_details":{"reasoning_tokens":4}}}`,
		'[DONE]',
	];
}

/** The first events of a reply, with the text "Dawn.", before anything ends it. */
export const openings: Readonly<Record<ProviderKind, readonly string[]>> = {
	openai: cachedReplies.openai.slice(0, 1),
	'openai-compatible': cachedReplies.openai.slice(0, 1),
	anthropic: cachedReplies.anthropic.slice(0, 3),
	google: [`{"candidates":[{"content":{"role":"model","parts":[{"text":"Dawn."}]},"index":0}]}`],
};

/** An event that adds "Dawn." once more. */
export const furtherTexts: Readonly<Record<ProviderKind, string>> = {
	openai: openings.openai.at(-1) ?? '',
	'openai-compatible': openings.openai.at(-1) ?? '',
	anthropic: openings.anthropic.at(-1) ?? '',
	google: openings.google.at(-1) ?? '',
};

/** An error event in the middle of a stream. */
export const streamErrors: Readonly<Record<ProviderKind, string>> = {
	openai: `{"error":{"message":"The server had an error","type":"server_error","param":null,"code":null}}`,
	'openai-compatible': `{"error":{"code":502,"message":"Upstream failed"},"choices":[]}`,
	anthropic: `{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}`,
	google: `{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}`,
};

/** How each provider says that a prompt does not fit. */
export const contextErrors: Readonly<Record<ProviderKind, { readonly status: number; readonly body: unknown }>> = {
	openai: {
		status: 400,
		body: {
			error: {
				message: "This model's maximum context length is 8192 tokens.",
				type: 'invalid_request_error',
				param: 'messages',
				code: 'context_length_exceeded',
			},
		},
	},
	// llama.cpp
	'openai-compatible': {
		status: 400,
		body: {
			error: {
				code: 400,
				message: 'the request exceeds the available context size.',
				type: 'exceed_context_size_error',
				n_ctx: 4096,
			},
		},
	},
	anthropic: {
		status: 400,
		body: {
			type: 'error',
			error: { type: 'invalid_request_error', message: 'prompt is too long: 210000 tokens > 200000 maximum' },
		},
	},
	google: {
		status: 400,
		body: {
			error: {
				code: 400,
				message: 'The input token count (1100000) exceeds the maximum number of tokens allowed (1048576).',
				status: 'INVALID_ARGUMENT',
			},
		},
	},
};
