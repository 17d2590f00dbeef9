import type { ChapterStatus, CostApi, MemoryApi, NovelApi, ProfilingApi, StalenessApi } from '../api.js';
import { microUsd } from '../core/cost/money.js';
import { countWords } from '../core/novel/chapterFile.js';
import type { NovelProject } from '../services/novelProject.js';
import type { GenerationCommands } from './generationCommands.js';

/** What other extensions see of an open novel. */
export function novelApi(project: NovelProject, runs: GenerationCommands): NovelApi {
	const { folder, generation, costs } = project;
	return {
		folder,
		chapters: () => chapterStatuses(project),
		totals: () => costs.checkBudget(),
		costBreakdown: (key) => costs.costBreakdown(key),
		costs: costApi(project),
		staleness: stalenessApi(project),
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

async function chapterStatuses({ outlook, staleness }: NovelProject): Promise<readonly ChapterStatus[]> {
	const freshness = new Map((await staleness.look()).chapters.map((one) => [one.chapter, one.freshness]));
	return (await outlook.chapters()).map(({ chapter, title, path, state, text }) => ({
		...{ chapter, title, path, state },
		words: countWords(text ?? ''),
		freshness: freshness.get(chapter) ?? 'fresh',
	}));
}

function stalenessApi({ staleness, mending }: NovelProject): StalenessApi {
	return {
		chapters: async () => (await staleness.look()).chapters,
		mendingCost: (signal) => mending.now(signal),
		accept: (chapters) => staleness.accept(chapters),
		onChange: (listener) => staleness.onChange(() => listener()),
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
