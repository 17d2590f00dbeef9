import { join } from 'node:path';
import { systemClock, type Clock } from './base/clock.js';
import { Lifetime } from './base/lifetime.js';
import type { LanguageModel } from './core/models/languageModel.js';
import type { ModelRegistry } from './core/models/modelRegistry.js';
import type { PriceTable } from './core/cost/priceTable.js';
import type { Manuscript } from './core/novel/manuscript.js';
import { rehearsalModelId } from './core/models/modelId.js';
import type { TokenCounter } from './core/models/tokenCounter.js';
import type { ModelRole } from './core/pipeline/stages.js';
import { defaultRetryPolicy } from './core/execution/retryPolicy.js';
import { FolderManuscript } from './adapters/files/folderManuscript.js';
import { addFile } from './adapters/files/addFile.js';
import { NovelFolder } from './adapters/files/novelFolder.js';
import { GenaiPriceTable } from './adapters/llm/genaiPrices.js';
import type { PriceOverrides } from './adapters/llm/priceOverride.js';
import { ProviderModelRegistry, type ModelOpener } from './adapters/llm/providerModelRegistry.js';
import type { ProviderConfigs } from './adapters/llm/providers.js';
import { RehearsalModel } from './adapters/llm/rehearsalModel.js';
import { openDatabase } from './adapters/sqlite/database.js';
import { SqliteJournal } from './adapters/sqlite/sqliteJournal.js';
import { SqliteLedger } from './adapters/sqlite/sqliteLedger.js';
import { systemProcess } from './adapters/system/systemProcess.js';
import { TiktokenCounter } from './adapters/tokens/tiktokenCounter.js';
import { composeMemory } from './composeMemory.js';
import { settleAbandonedCalls } from './services/abandonedCalls.js';
import { ContextService } from './services/contextService.js';
import { CostService } from './services/costService.js';
import { Executor } from './services/executor.js';
import { GenerationService } from './services/generation/generationService.js';
import { ManuscriptMemory } from './services/memory/manuscriptMemory.js';
import { MeteredModel } from './services/meteredModel.js';
import { novelProject, type NovelProject } from './services/novelProject.js';
import { withTimeouts } from './services/timeLimitedModel.js';

/** All settings of a novel project, as the host read them. */
export interface ProjectSettings {
	readonly models: Readonly<Record<ModelRole, string>>;
	readonly providers: ProviderConfigs;
	readonly prices: PriceOverrides;
	readonly budgetUsd: number;
	/** Model calls at once. */
	readonly concurrency: number;
	/** Tokens of story memory in one prompt. */
	readonly contextMaxTokens: number;
	readonly voicePass: boolean;
	/** Milliseconds to the first text of a reply, and to its end. */
	readonly firstTextTimeoutMs: number;
	readonly totalTimeoutMs: number;
	/** Speed of the rehearsal model; 0 for as fast as it can. */
	readonly rehearsalTokensPerSecond: number;
}

export const defaultSettings: ProjectSettings = {
	models: { plan: 'rehearsal', draft: 'rehearsal', check: 'rehearsal' },
	providers: {},
	prices: {},
	budgetUsd: 50,
	concurrency: 10,
	contextMaxTokens: 2_000,
	voicePass: false,
	firstTextTimeoutMs: 120_000,
	totalTimeoutMs: 900_000,
	rehearsalTokensPerSecond: 0,
};

/** What a host lends to its novel projects. */
export interface ProjectHost {
	/** Folder of the bundle, with `tokenWorker.js` and `tokens/`. */
	readonly dist: URL;
	/** Read at each use, so that a change counts at once. */
	settings(): ProjectSettings;
	/** A provider's API key, from wherever the host keeps it. */
	key(provider: string): Promise<string | undefined>;
	/** Models that only this host has, by provider name. */
	readonly models?: Readonly<Record<string, ModelOpener>>;
	/** A counter that projects share; each has its own otherwise. */
	readonly tokens?: TokenCounter;
	/** In front of the folder, where there is an editor. */
	manuscript?(folder: string): Manuscript;
}

/** @throws AppError `not-a-novel`, `unwritable`, `no-sqlite` or `newer-database`, each with what to do */
export async function openNovelProject(folder: string, host: ProjectHost): Promise<NovelProject> {
	const lifetime = new Lifetime();
	try {
		return await compose(folder, host, lifetime);
	} catch (error) {
		await lifetime.close();
		throw error;
	}
}

async function compose(folder: string, host: ProjectHost, lifetime: Lifetime): Promise<NovelProject> {
	const clock = systemClock;
	const processes = systemProcess(clock);
	const store = await NovelFolder.open(folder);
	// A novel that was cloned has none: what belongs to this machine stays out of its history.
	await addFile(join(folder, '.prometheus', '.gitignore'), '*\n');
	const { database, quarantined } = await openDatabase(join(folder, '.prometheus', 'novel.db'));
	lifetime.own(database);
	const tokens = host.tokens ?? lifetime.own(new TiktokenCounter(host.dist));
	const ledger = new SqliteLedger(database);
	const costs = new CostService(ledger, () => host.settings().budgetUsd);
	const prices = priceTable(host);
	await settleAbandonedCalls(ledger, prices, clock, processes);
	const metered = new MeteredModel({
		ledger,
		prices,
		tokens,
		clock,
		owner: processes.owner,
		budget: () => costs.limit,
		onChange: () => costs.noteChange(),
	});
	const models = modelRegistry(host, tokens, clock);
	const { novel } = await store.read();
	const language = novel?.info.language ?? 'en';
	const memory = await composeMemory({ database, tokens, clock, dist: host.dist, language });
	const generation = new GenerationService({
		store,
		manuscript: host.manuscript?.(folder) ?? new FolderManuscript(folder),
		models,
		prices,
		journal: new SqliteJournal(database),
		ledger,
		metered,
		context: new ContextService(tokens),
		memories: memory.memories,
		executor: new Executor(clock, defaultRetryPolicy),
		clock,
		processes,
		settings: () => {
			const { models: roles, concurrency, contextMaxTokens, voicePass } = host.settings();
			return { models: roles, concurrency, memoryTokens: contextMaxTokens, voicePass };
		},
	});
	lifetime.own(generation);
	const { memories } = memory;
	const manuscriptMemory = new ManuscriptMemory({ store, memories, chapters: () => generation.chapters() });
	const parts = { folder, quarantined, store, generation, costs, models, prices, manuscriptMemory, ...memory };
	return novelProject(parts, lifetime);
}

/** Prices of the settings as they are now. */
export function priceTable(host: Pick<ProjectHost, 'settings'>): PriceTable {
	const current = (): PriceTable => new GenaiPriceTable(host.settings().prices, host.settings().providers);
	return { priceOf: (id) => current().priceOf(id), limitsOf: (id) => current().limitsOf(id) };
}

/** Models of the settings as they are now, each with its time limits. */
export function modelRegistry(host: ProjectHost, tokens: TokenCounter, clock: Clock = systemClock): ModelRegistry {
	const current = (): ProviderModelRegistry =>
		new ProviderModelRegistry({
			providers: host.settings().providers,
			key: (provider) => host.key(provider),
			openers: { ...host.models, rehearsal: rehearsal(host, tokens) },
		});
	return {
		open: async (id) => limited(await current().open(id), host.settings(), clock),
		reachable: (signal) => current().reachable(signal),
	};
}

function limited(model: LanguageModel, settings: ProjectSettings, clock: Clock): LanguageModel {
	return withTimeouts(model, { firstChunkMs: settings.firstTextTimeoutMs, totalMs: settings.totalTimeoutMs }, clock);
}

function rehearsal(host: ProjectHost, tokens: TokenCounter): ModelOpener {
	return {
		open: () => {
			const { rehearsalTokensPerSecond: pace } = host.settings();
			return Promise.resolve(
				new RehearsalModel({
					countTokens: (text) => tokens.count(text),
					...(pace > 0 ? { tokensPerSecond: pace } : {}),
				}),
			);
		},
		list: () =>
			Promise.resolve([
				{ id: rehearsalModelId, name: 'Rehearsal (offline, free, not a real draft)', contextWindow: undefined },
			]),
	};
}
