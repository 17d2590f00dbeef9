import { eventsOf, type RecordedReply } from './recordedReply.js';

const chunk = {
	id: 'gen-1794000000-kQ3wXz',
	provider: 'Anthropic',
	model: 'anthropic/claude-sonnet-4.5',
	object: 'chat.completion.chunk',
	created: 1_794_000_000,
};

function delta(content: string, finish_reason: string | null = null): unknown {
	const choice = {
		index: 0,
		delta: { role: 'assistant', content },
		finish_reason,
		native_finish_reason: finish_reason,
	};
	return { ...chunk, choices: [{ ...choice, logprobs: null }] };
}

/** 6,400 input tokens, 4,096 of them cached; 512 of output; and what that cost. Comments keep the connection open. */
function reply(cost: Record<string, unknown>): RecordedReply {
	return {
		path: '/api/v1/chat/completions',
		body: `: OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n${eventsOf(
			delta('The lamp'),
			delta(' went out.'),
			delta('', 'stop'),
			{
				...chunk,
				choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null, logprobs: null }],
				usage: {
					prompt_tokens: 6_400,
					completion_tokens: 512,
					total_tokens: 6_912,
					...cost,
					prompt_tokens_details: { cached_tokens: 4_096, audio_tokens: 0 },
					completion_tokens_details: { reasoning_tokens: 0, image_tokens: 0 },
				},
			},
			'[DONE]',
		)}`,
	};
}

export const openrouterReply = reply({
	cost: 0.0213456,
	is_byok: false,
	cost_details: {
		upstream_inference_cost: null,
		upstream_inference_prompt_cost: 0.0136656,
		upstream_inference_completions_cost: 0.00768,
	},
});

/** With a key of one's own at the upstream provider: the cost is OpenRouter's fee. */
export const byokReply = reply({
	cost: 0.000987,
	is_byok: true,
	cost_details: {
		upstream_inference_cost: 0.01974,
		upstream_inference_prompt_cost: 0.01206,
		upstream_inference_completions_cost: 0.00768,
	},
});
