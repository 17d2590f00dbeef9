import type { MemoryApi, NovelApi } from '../api.js';
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
		memory: memoryApi(project),
	};
}

function memoryApi({ memory, recall, replication, backups, safekeeping }: NovelProject): MemoryApi {
	return {
		recall: (query, signal) => recall.recall(query, signal),
		add: (given) => memory.add(given),
		edit: (id, change) => memory.edit(id, change),
		remove: (id) => memory.remove(id),
		list: (filter) => memory.list(filter),
		stats: () => memory.stats(),
		save: async () => void (await replication.flush()),
		createBackup: (signal) => backups.create('asked', signal),
		restoreFromBackup: (backup, signal) => safekeeping.restore(backup, signal),
		onChange: memory.onChange,
	};
}
