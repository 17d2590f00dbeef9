import type { RecordedReply } from './recordedReply.js';

interface NamedEvent {
	readonly type: string;
	readonly [key: string]: unknown;
}

function named(...events: readonly NamedEvent[]): string {
	return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
}

const usage = {
	input_tokens: 412,
	cache_creation_input_tokens: 2_304,
	cache_read_input_tokens: 18_240,
	cache_creation: { ephemeral_5m_input_tokens: 1_280, ephemeral_1h_input_tokens: 1_024 },
};

const message = {
	id: 'msg_01XFDUDYJgAACzvnptvVoYEL',
	type: 'message',
	role: 'assistant',
	model: 'claude-opus-5-5',
	content: [],
	stop_reason: null,
	stop_sequence: null,
	usage: { ...usage, output_tokens: 1, service_tier: 'standard' },
};

function text(delta: string): NamedEvent {
	return { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: delta } };
}

/** 412 input tokens, besides 18,240 cached ones, 1,280 written for five minutes and 1,024 for an hour; 903 of output. */
export const anthropicReply: RecordedReply = {
	path: '/v1/messages',
	body: named(
		{ type: 'message_start', message },
		{ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
		{ type: 'ping' },
		text('The lamp'),
		text(' went out.'),
		{ type: 'content_block_stop', index: 0 },
		{
			type: 'message_delta',
			delta: { stop_reason: 'end_turn', stop_sequence: null },
			usage: {
				input_tokens: 412,
				cache_creation_input_tokens: 2_304,
				cache_read_input_tokens: 18_240,
				output_tokens: 903,
			},
		},
		{ type: 'message_stop' },
	),
};
