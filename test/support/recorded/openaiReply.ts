import { eventsOf, type RecordedReply } from './recordedReply.js';

const chunk = {
	id: 'chatcmpl-CbQ1xT',
	object: 'chat.completion.chunk',
	created: 1_794_000_000,
	model: 'gpt-5-mini-2025-08-07',
	service_tier: 'default',
	system_fingerprint: null,
};

function delta(content: Record<string, unknown>, finish_reason: string | null = null): unknown {
	return { ...chunk, choices: [{ index: 0, delta: content, finish_reason }], usage: null, obfuscation: 'q8Zr' };
}

/** 12,034 input tokens, 9,856 of them cached; 1,480 of output, 832 of them reasoning. */
export const openaiReply: RecordedReply = {
	path: '/v1/chat/completions',
	body: eventsOf(
		delta({ role: 'assistant', content: '', refusal: null }),
		delta({ content: 'The lamp' }),
		delta({ content: ' went out.' }),
		delta({}, 'stop'),
		{
			...chunk,
			choices: [],
			usage: {
				prompt_tokens: 12_034,
				completion_tokens: 1_480,
				total_tokens: 13_514,
				prompt_tokens_details: { cached_tokens: 9_856, audio_tokens: 0 },
				completion_tokens_details: {
					reasoning_tokens: 832,
					audio_tokens: 0,
					accepted_prediction_tokens: 0,
					rejected_prediction_tokens: 0,
				},
			},
			obfuscation: '',
		},
		'[DONE]',
	),
};
