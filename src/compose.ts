import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { systemClock } from './base/clock.js';
import { Lifetime } from './base/lifetime.js';
import type { Manuscript } from './core/novel/manuscript.js';
import type { ProcessIdentity } from './core/execution/processIdentity.js';
import type { TokenCounter } from './core/models/tokenCounter.js';
import type { ModelRole } from './core/pipeline/stages.js';
import { defaultRetryPolicy } from './core/execution/retryPolicy.js';
import { FolderManuscript } from './adapters/files/folderManuscript.js';
import { addFile } from './adapters/files/addFile.js';
import { NovelFolder } from './adapters/files/novelFolder.js';
import type { PriceOverrides } from './adapters/llm/priceOverride.js';
import type { ModelOpener } from './adapters/llm/providerModelRegistry.js';
import type { ProviderConfigs } from './adapters/llm/providers.js';
import { openDatabase } from './adapters/sqlite/database.js';
import { sharedCheck } from './adapters/sqlite/sqliteReplicationStore.js';
import { SqliteJournal } from './adapters/sqlite/sqliteJournal.js';
import { SqliteLedger } from './adapters/sqlite/sqliteLedger.js';
import { systemProcess } from './adapters/system/systemProcess.js';
import { TiktokenCounter } from './adapters/tokens/tiktokenCounter.js';
import { composeMemory, type MemorySettings } from './compose/composeMemory.js';
import { modelRegistry, priceTable } from './compose/composeModels.js';
import { backUpBeforeMigration, composeSafekeeping } from './compose/composeSafekeeping.js';
import { composeSharing, startSharing } from './compose/composeSharing.js';
import { settleAbandonedCalls } from './services/abandonedCalls.js';
import { ContextService } from './services/contextService.js';
import { CostService } from './services/costService.js';
import { Executor } from './services/executor.js';
import { GenerationService, type GenerationSettings } from './services/generation/generationService.js';
import type { BackupSettings } from './services/memory/backupService.js';
import { ManuscriptMemory } from './services/memory/manuscriptMemory.js';
import type { MeterPorts } from './services/meteredCall.js';
import { MeteredModel } from './services/meteredModel.js';
import { novelProject, type NovelProject } from './services/novelProject.js';

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
	/** Finds memories by meaning; empty for none. */
	readonly embeddingModel: string;
	/** Seconds between backups; 0 for none by the clock. */
	readonly backupIntervalSeconds: number;
	/** Backups that are kept, besides those from before a restore. */
	readonly keepBackups: number;
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
	embeddingModel: '',
	backupIntervalSeconds: 3_600,
	keepBackups: 10,
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
	/** Redis through which the novel's memory is shared between machines, from wherever the host keeps secrets. */
	redisUrl?(novelId: string): Promise<string | undefined>;
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
	const path = join(folder, '.prometheus', 'novel.db');
	const novel = await novelOf(store);
	const { dist } = host;
	await backUpBeforeMigration(path, dist, novel, clock);
	const { database, quarantined } = await openDatabase(path);
	lifetime.own(database);
	const tokens = host.tokens ?? lifetime.own(new TiktokenCounter(dist));
	const prices = priceTable(host);
	const models = modelRegistry(host, tokens, clock);
	const { meter, costs } = await composeCosts(database, host, { prices, tokens, clock, processes });
	const executor = new Executor(clock, defaultRetryPolicy);
	const { language } = novel;
	const base = { database, path, dist, clock, language, isShared: sharedCheck(database) };
	const memorySetting = (): MemorySettings => memorySettings(host);
	const composed = await composeMemory({ ...base, meter, executor, settings: memorySetting }, lifetime);
	const { parts: remembering, ...stores } = composed;
	const manuscript = host.manuscript?.(folder) ?? new FolderManuscript(folder);
	const journal = new SqliteJournal(database);
	const { memory, memories } = remembering;
	const redisUrl = (): Promise<string | undefined> => host.redisUrl?.(novel.id) ?? Promise.resolve(undefined);
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
	const common = { ...meter, store, manuscript, models, journal, memories, executor, processes };
	const generation = lifetime.own(
		new GenerationService({
			...common,
			context: new ContextService(tokens),
			metered: new MeteredModel(meter),
			settings: () => generationSettings(host),
		}),
	);
	const manuscriptMemory = new ManuscriptMemory({ store, memories, chapters: () => generation.chapters() });
	const recovery = quarantined === undefined ? undefined : { quarantined, ...(await keeping.recover(neverAborted)) };
	// Not before: what comes from other machines must not be taken for what was here.
	startSharing(replication, await redisUrl());
	const parts = { folder, recovery, store, generation, costs, models, prices, manuscriptMemory, replication };
	return novelProject({ ...parts, ...remembering, ...keeping }, lifetime);
}

const neverAborted = new AbortController().signal;

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

/** Calls that a dead process left open are settled before anything new is held. */
async function composeCosts(
	database: DatabaseSync,
	host: ProjectHost,
	ports: Pick<MeterPorts, 'prices' | 'tokens' | 'clock'> & { readonly processes: ProcessIdentity },
): Promise<{ readonly meter: MeterPorts; readonly costs: CostService }> {
	const ledger = new SqliteLedger(database);
	const costs = new CostService(ledger, () => host.settings().budgetUsd);
	const { processes, ...rest } = ports;
	await settleAbandonedCalls(ledger, ports.prices, ports.clock, processes);
	const own = { ledger, owner: processes.owner, budget: () => costs.limit, onChange: () => costs.noteChange() };
	return { meter: { ...rest, ...own }, costs };
}

function generationSettings(host: ProjectHost): GenerationSettings {
	const { models, concurrency, contextMaxTokens, voicePass } = host.settings();
	return { models, concurrency, memoryTokens: contextMaxTokens, voicePass };
}

function memorySettings(host: ProjectHost): MemorySettings {
	const { embeddingModel, providers, totalTimeoutMs } = host.settings();
	return { embeddingModel, access: { providers, key: (provider) => host.key(provider) }, timeoutMs: totalTimeoutMs };
}
