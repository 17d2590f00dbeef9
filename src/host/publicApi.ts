import type { CostApi, MemoryApi, NovelApi, ProfilingApi } from '../api.js';
import { microUsd } from '../core/cost/money.js';
import { countWords } from '../core/novel/chapterFile.js';
import type { NovelProject } from '../services/novelProject.js';
import type { GenerationCommands } from './generationCommands.js';

/** What other extensions see of an open novel. */
export function novelApi(project: NovelProject, runs: GenerationCommands): NovelApi {
	const { folder, generation, outlook, costs } = project;
	return {
		folder,
		chapters: async () =>
			(await outlook.chapters()).map(({ chapter, title, path, state, text }) => ({
				chapter,
				title,
				path,
				state,
				words: countWords(text ?? ''),
			})),
		totals: () => costs.checkBudget(),
		costBreakdown: (key) => costs.costBreakdown(key),
		costs: costApi(project),
		generate: (chapters, signal) => runs.run(project, { kind: 'chapters', chapters }, signal),
		onProgress: generation.onProgress,
		onCostChange: costs.onChange,
		memory: memoryApi(project),
		profiling: profilingApi(project),
		context: {
			minifyContext: (texts, options) => project.context.minifyContext(texts, options),
			receipts: (filter = {}, budget) => project.receipts.seen(filter, budget),
		},
	};
}

function costApi({ costs, forecasts, recommendations }: NovelProject): CostApi {
	return {
		estimateCost: (model, inputTokens, outputTokens) => forecasts.estimateCost(model, inputTokens, outputTokens),
		predictTotal: (chapters, signal) => forecasts.predictTotal({ kind: 'chapters', chapters }, signal),
		recommendModel: ({ budget, ...wish }, signal) =>
			recommendations.recommend({ ...wish, ...(budget === undefined ? {} : { budget: microUsd(budget) }) }, signal),
		checkBudget: () => costs.checkBudget(),
		costBreakdown: (key) => costs.costBreakdown(key),
		ledgerRows: () => costs.ledgerRows(),
		onAlert: (listener) => costs.onAlert(listener),
		alertHistory: () => costs.alertHistory(),
	};
}

function profilingApi({ profiler }: NovelProject): ProfilingApi {
	return {
		runs: () => profiler.runs(),
		runProfile: (choice) => profiler.runProfile(choice),
		statistics: (choice) => profiler.statistics(choice),
		analyzeBottlenecks: (choice) => profiler.analyzeBottlenecks(choice),
		optimizationRecommendations: (choice) => profiler.optimizationRecommendations(choice),
		suggestParallelization: (choice) => profiler.suggestParallelization(choice),
		whatIf: (change, choice) => profiler.whatIf(change, choice),
		exported: (format, choice) => profiler.exported(format, choice),
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
