import type { Closable, Lifetime } from '../base/lifetime.js';
import type { ModelRegistry } from '../core/models/modelRegistry.js';
import type { PriceTable } from '../core/cost/priceTable.js';
import type { NewestVerified } from '../core/memory/backup.js';
import type { RestoreReport } from '../core/memory/memoryRestorer.js';
import type { NovelStore } from '../core/novel/novelStore.js';
import type { CostService } from './costService.js';
import type { GenerationService } from './generation/generationService.js';
import type { BackupService } from './memory/backupService.js';
import type { ChapterMemories } from './memory/chapterMemories.js';
import type { ManuscriptMemory } from './memory/manuscriptMemory.js';
import type { MeaningService } from './memory/meaningService.js';
import type { MemoryService } from './memory/memoryService.js';
import type { RecallCheck } from './memory/recallCheck.js';
import type { RecallService } from './memory/recallService.js';
import type { ReplicationService } from './memory/replicationService.js';
import type { Safekeeping } from './memory/safekeeping.js';

export interface Recovery extends NewestVerified {
	/** Where the damaged file was put aside. */
	readonly quarantined: string;
	/** What came back from the newest good backup; undefined when there was none. */
	readonly report: RestoreReport | undefined;
}

export interface NovelProjectParts {
	/** Absolute path of the novel's folder. */
	readonly folder: string;
	/** What happened to a database that was found damaged on opening. */
	readonly recovery: Recovery | undefined;
	readonly store: NovelStore;
	readonly generation: GenerationService;
	readonly costs: CostService;
	readonly models: ModelRegistry;
	readonly prices: PriceTable;
	readonly memory: MemoryService;
	readonly recall: RecallService;
	readonly recallCheck: RecallCheck;
	readonly memories: ChapterMemories;
	readonly meaning: MeaningService;
	readonly manuscriptMemory: ManuscriptMemory;
	readonly backups: BackupService;
	readonly safekeeping: Safekeeping;
	readonly replication: ReplicationService;
	/** Reads the whole database off the event loop; undefined when it is sound, else what is wrong. */
	verifyDatabase(signal: AbortSignal): Promise<string | undefined>;
}

/** The services of one novel; opened once, closed once. Two novels share nothing. */
export interface NovelProject extends NovelProjectParts, Closable {
	/** Stops what is running and closes everything, newest first. */
	close(): Promise<void>;
}

export function novelProject(parts: NovelProjectParts, lifetime: Lifetime): NovelProject {
	return { ...parts, close: () => lifetime.close() };
}
