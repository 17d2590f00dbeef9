import { eventsOf, type RecordedReply } from './recordedReply.js';

interface GeminiCounts {
	readonly prompt: number;
	readonly cached: number;
	readonly thoughts: number;
	readonly candidates: number;
}

function event(text: string, counts: GeminiCounts, finishReason?: string): unknown {
	const { prompt, cached, thoughts, candidates } = counts;
	return {
		candidates: [
			{
				content: { parts: [{ text }], role: 'model' },
				index: 0,
				...(finishReason === undefined ? {} : { finishReason }),
			},
		],
		usageMetadata: {
			promptTokenCount: prompt,
			candidatesTokenCount: candidates,
			totalTokenCount: prompt + thoughts + candidates,
			cachedContentTokenCount: cached,
			promptTokensDetails: [{ modality: 'TEXT', tokenCount: prompt }],
			cacheTokensDetails: [{ modality: 'TEXT', tokenCount: cached }],
			thoughtsTokenCount: thoughts,
		},
		modelVersion: 'gemini-2.5-pro',
		responseId: 'bVkZaZ2nK8q2xN8P',
	};
}

/** Usage comes with every event, and grows; the last one counts. Thinking is not part of the candidates. */
function reply(counts: GeminiCounts): RecordedReply {
	return {
		path: '/v1beta/models/gemini-2.5-pro:streamGenerateContent',
		body: eventsOf(event('The lamp', { ...counts, candidates: 2 }), event(' went out.', counts, 'STOP')),
	};
}

/** Below and above 200,000 tokens, where Gemini 2.5 Pro costs more. */
export const geminiReply = reply({ prompt: 48_213, cached: 40_960, thoughts: 2_011, candidates: 1_204 });
export const longGeminiReply = reply({ prompt: 212_004, cached: 196_608, thoughts: 1_733, candidates: 950 });
