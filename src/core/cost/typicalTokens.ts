import type { ModelStageId } from '../pipeline/stages.js';

/** Output that a model which thinks spends on it in a call, where nothing is known of it: between a few hundred and a few thousand. */
export const usualThinkingTokens = 700;

export interface CallTokens {
	/** Tokens of one call, as counted here. */
	readonly input: number;
	readonly output: number;
}

/**
 * Until a book has calls of its own: rounded up from a rehearsal of the sample novel, chapters of 1,500 words in scenes of
 * 750, with story memory filled to its default of 2,000 tokens. Thinking is not counted.
 */
export const typicalTokens: Readonly<Record<ModelStageId, CallTokens>> = {
	concept: { input: 2_000, output: 800 },
	world: { input: 2_500, output: 1_500 },
	characters: { input: 3_000, output: 2_500 },
	beat_sheet: { input: 3_500, output: 1_500 },
	motifs: { input: 3_500, output: 600 },
	outline: { input: 5_000, output: 4_000 },
	scene_plan: { input: 5_000, output: 900 },
	scene_drafting: { input: 4_000, output: 1_100 },
	chapter_memory: { input: 3_500, output: 900 },
	continuity_audit: { input: 5_000, output: 500 },
	continuity_fix: { input: 1_500, output: 500 },
	voice_pass: { input: 4_500, output: 1_200 },
};
