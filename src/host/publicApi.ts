import type { NovelApi } from '../api.js';
import { countWords } from '../core/novel/chapterFile.js';
import type { NovelProject } from '../services/novelProject.js';
import type { GenerationCommands } from './generationCommands.js';

/** What other extensions see of an open novel. */
export function novelApi(project: NovelProject, runs: GenerationCommands): NovelApi {
	const { folder, generation, costs } = project;
	return {
		folder,
		chapters: async () =>
			(await generation.chapters()).map(({ chapter, title, path, state, text }) => ({
				chapter,
				title,
				path,
				state,
				words: countWords(text ?? ''),
			})),
		totals: () => costs.checkBudget(),
		costBreakdown: (key) => costs.costBreakdown(key),
		generate: (chapters, signal) => runs.run(project, { kind: 'chapters', chapters }, signal),
		onProgress: generation.onProgress,
		onCostChange: costs.onChange,
	};
}
