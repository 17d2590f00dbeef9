import type { Closable, Lifetime } from '../base/lifetime.js';
import type { ModelRegistry } from '../core/models/modelRegistry.js';
import type { PriceTable } from '../core/cost/priceTable.js';
import type { NewestVerified } from '../core/memory/backup.js';
import type { RestoreReport } from '../core/memory/memoryRestorer.js';
import type { NovelStore } from '../core/novel/novelStore.js';
import type { ExpectedDuration } from '../core/profiling/durationHistory.js';
import type { ContextService } from './context/contextService.js';
import type { ReceiptService } from './context/receiptService.js';
import type { CostService } from './cost/costService.js';
import type { ForecastService } from './cost/forecastService.js';
import type { RecommendationService } from './cost/recommendationService.js';
import type { SharedBudgetService } from './cost/sharedBudgetService.js';
import type { BatchedAudits } from './generation/batchedAudits.js';
import type { BatchWatch } from './generation/batchWatch.js';
import type { BookOutlook } from './generation/bookOutlook.js';
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
import type { Profiler } from './profiling/profiler.js';
import type { MendingCosts } from './staleness/mendingCosts.js';
import type { StalenessService } from './staleness/stalenessService.js';

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
	readonly outlook: BookOutlook;
	readonly batches: BatchedAudits;
	readonly context: ContextService;
	readonly receipts: ReceiptService;
	/** Started by hosts that keep a novel open. */
	readonly batchWatch: BatchWatch;
	readonly costs: CostService;
	readonly forecasts: ForecastService;
	readonly recommendations: RecommendationService;
	readonly budgetSharing: SharedBudgetService;
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
	readonly profiler: Profiler;
	readonly staleness: StalenessService;
	/** What it takes to mend what is stale. */
	readonly mending: MendingCosts;
	/** What work is expected to take, as this novel's recorded runs have it; read anew at each call. */
	expectedDurations(): ExpectedDuration;
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
