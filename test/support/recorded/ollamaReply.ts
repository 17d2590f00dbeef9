import { eventsOf, type RecordedReply } from './recordedReply.js';

const chunk = {
	id: 'chatcmpl-214',
	object: 'chat.completion.chunk',
	created: 1_794_000_000,
	model: 'qwen3:8b',
	system_fingerprint: 'fp_ollama',
};

function delta(content: string, finish_reason: string | null = null): unknown {
	return { ...chunk, choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason }] };
}

/** 2,048 input tokens and 640 of output. */
export const ollamaReply: RecordedReply = {
	path: '/v1/chat/completions',
	body: eventsOf(
		delta('The lamp'),
		delta(' went out.'),
		delta('', 'stop'),
		{ ...chunk, choices: [], usage: { prompt_tokens: 2_048, completion_tokens: 640, total_tokens: 2_688 } },
		'[DONE]',
	),
};
