import { join } from 'node:path';
import { systemClock } from './base/clock.js';
import { Lifetime } from './base/lifetime.js';
import type { Manuscript } from './core/novel/manuscript.js';
import type { TokenCounter } from './core/models/tokenCounter.js';
import { parseRateLimits } from './core/execution/rateLimits.js';
import { defaultRetryPolicy } from './core/execution/retryPolicy.js';
import { FolderManuscript } from './adapters/files/folderManuscript.js';
import { addFile } from './adapters/files/addFile.js';
import { NovelFolder } from './adapters/files/novelFolder.js';
import type { ModelOpener } from './adapters/llm/providerModelRegistry.js';
import { openDatabase } from './adapters/sqlite/database.js';
import { sharedCheck } from './adapters/sqlite/sqliteReplicationStore.js';
import { SqliteJournal } from './adapters/sqlite/sqliteJournal.js';
import { systemProcess } from './adapters/system/systemProcess.js';
import { TiktokenCounter } from './adapters/tokens/tiktokenCounter.js';
import { composeCosts } from './compose/composeCosts.js';
import { composeForecasts } from './compose/composeForecasts.js';
import { composeGeneration } from './compose/composeGeneration.js';
import { composeProfiling } from './compose/composeProfiling.js';
import { ThreadAnalyst } from './compose/threadAnalyst.js';
import { profiledMethods } from './services/profiling/profiledMethods.js';
import { composeMemory, type MemoryParts, type MemorySettings } from './compose/composeMemory.js';
import type { ProjectSettings } from './compose/projectSettings.js';
import { modelRegistry, priceTable } from './compose/composeModels.js';
import { backUpBeforeMigration, composeSafekeeping } from './compose/composeSafekeeping.js';
import type { MendingTerms } from './services/staleness/mendingCosts.js';
import { composeStaleness } from './compose/composeStaleness.js';
import { composeSharing, startSharing } from './compose/composeSharing.js';
import { Executor } from './services/execution/executor.js';
import { ProviderPace } from './services/execution/providerPace.js';
import type { GenerationSettings } from './services/generation/generationSettings.js';
import type { BackupSettings } from './services/memory/backupService.js';
import { ManuscriptMemory } from './services/memory/manuscriptMemory.js';
import { novelProject, type NovelProject } from './services/novelProject.js';
import type { Profiler } from './services/profiling/profiler.js';

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
	/** Redis through which the novel's memory and budget are shared between machines, from wherever the host keeps secrets. */
	redisUrl?(novelId: string): Promise<string | undefined>;
	/** Whether to take down where the time of runs goes; it is, when left out. */
	readonly profiles?: boolean;
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
	const { dist } = host;
	const foundation = await openFoundation(folder, host, lifetime);
	const { clock, processes, store, path, novel, database, quarantined, tokens, prices, models, pace } = foundation;
	const redisUrl = (): Promise<string | undefined> => host.redisUrl?.(novel.id) ?? Promise.resolve(undefined);
	const analyst = lifetime.own(new ThreadAnalyst(dist, { database: path }));
	const profiling = composeProfiling(database, host.profiles === false, analyst);
	const { profiler } = profiling;
	const { meter, costs, budgetSharing } = await composeCosts(
		database,
		{ profiler, prices, tokens, clock, processes, pace, settings: () => host.settings(), novelId: novel.id, redisUrl },
		lifetime,
	);
	const executor = new Executor(clock, defaultRetryPolicy);
	const { language } = novel;
	const base = { database, path, dist, clock, language, isShared: sharedCheck(database) };
	const memorySetting = (): MemorySettings => memorySettings(host);
	const composed = await composeMemory({ ...base, meter, executor, settings: memorySetting }, lifetime);
	const { parts: remembering, words, ...stores } = composed;
	const manuscript = host.manuscript?.(folder) ?? new FolderManuscript(folder);
	const journal = profiledMethods(profiler, 'store', 'journal', new SqliteJournal(database), [
		'record',
		'recordChapter',
	]);
	const { memory, memories } = remembering;
	profiledMemory(profiler, remembering);
	const sharing = { database, ...stores, memory, clock, novelId: novel.id };
	const replication = composeSharing(sharing, lifetime);
	const keeping = composeSafekeeping({
		...base,
		processes,
		journal,
		memory,
		replication,
		novel: () => novel,
		backupSettings: () => backupSettings(host),
	});
	profiledMethods(profiler, 'store', 'backup', keeping.backups, ['create']);
	const common = {
		...{ database, meter, profiler, store, manuscript, models, journal, memories, words, processes, executor },
		expectedDurations: () => profiling.expectedDurations(),
		settings: () => generationSettings(host),
	};
	const composedGeneration = composeGeneration(common, lifetime);
	const { outlook, context } = composedGeneration;
	const { forecasts, recommendations } = composeForecasts({
		...{ database, folder, dist, clock, prices, costs, outlook },
		ledger: meter.ledger,
		settings: () => host.settings(),
		key: (provider) => host.key(provider),
	});
	const book = { database, journal, context, outlook, memory, clock, forecasts };
	const stale = composeStaleness({ ...book, terms: () => mendingTerms(host) }, lifetime);
	const manuscriptMemory = new ManuscriptMemory({ store, memories, chapters: () => outlook.chapters() });
	const recovery = quarantined === undefined ? undefined : { quarantined, ...(await keeping.recover(neverAborted)) };
	// Not before: what comes from other machines must not be taken for what was here.
	startSharing(replication, await redisUrl());
	const own = { folder, recovery, store, models, prices, manuscriptMemory, replication, ...stale };
	const money = { costs, budgetSharing, forecasts, recommendations };
	return novelProject({ ...own, ...money, ...composedGeneration, ...remembering, ...keeping, ...profiling }, lifetime);
}

function profiledMemory(profiler: Profiler, { memories, recall }: MemoryParts): void {
	profiledMethods(profiler, 'memory', 'memory', memories, ['remember', 'before']);
	profiledMethods(profiler, 'memory', 'memory', recall, ['recall']);
}

const neverAborted = new AbortController().signal;

/** The novel's files, its database, and what models are made from. */
async function openFoundation(folder: string, host: ProjectHost, lifetime: Lifetime) {
	const clock = systemClock;
	const processes = systemProcess(clock);
	const store = await NovelFolder.open(folder);
	// A novel that was cloned has none: what belongs to this machine stays out of its history.
	await addFile(join(folder, '.prometheus', '.gitignore'), '*\n');
	const path = join(folder, '.prometheus', 'novel.db');
	const novel = await novelOf(store);
	await backUpBeforeMigration(path, host.dist, novel, clock);
	const { database, quarantined } = await openDatabase(path);
	lifetime.own(database);
	const tokens = host.tokens ?? lifetime.own(new TiktokenCounter(host.dist));
	const pace = new ProviderPace({ clock, limits: () => parseRateLimits(host.settings().rateLimits) });
	const models = modelRegistry(host, tokens, clock, pace);
	const made = { tokens, models, pace, prices: priceTable(host) };
	return { clock, processes, store, path, novel, database, quarantined, ...made };
}

interface NovelIdentity {
	readonly id: string;
	readonly title: string;
	readonly language: string;
}

/** What is needed of a novel before its files can be read: they may be broken. */
async function novelOf(store: NovelFolder): Promise<NovelIdentity> {
	const { novel } = await store.read();
	const { id = '', title = '', language = 'en' } = novel?.info ?? {};
	return { id, title, language };
}

function backupSettings(host: ProjectHost): BackupSettings {
	const { backupIntervalSeconds, keepBackups } = host.settings();
	return { intervalSeconds: backupIntervalSeconds, keep: keepBackups };
}

function generationSettings(host: ProjectHost): GenerationSettings {
	const { models, fallbackModel, concurrency, strategy, contextMaxTokens, voicePass, audits, continuity } =
		host.settings();
	const memoryTokens = contextMaxTokens;
	return { models, fallbackModel, concurrency, strategy, memoryTokens, voicePass, audits, continuity };
}

function mendingTerms(host: ProjectHost): MendingTerms {
	const { models, prices, audits, voicePass, contextMaxTokens } = host.settings();
	return { models, prices, audits, voicePass, contextMaxTokens };
}

function memorySettings(host: ProjectHost): MemorySettings {
	const { embeddingModel, providers, totalTimeoutMs } = host.settings();
	return { embeddingModel, access: { providers, key: (provider) => host.key(provider) }, timeoutMs: totalTimeoutMs };
}
