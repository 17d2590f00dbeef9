/**
 * What `activate()` of Prometheus Novel returns to other extensions:
 *
 *     const extension = vscode.extensions.getExtension<PrometheusNovelExports>('prometheus-novel.prometheus-novel');
 *     const api = (await extension?.activate())?.getApi(1);
 */
import type { MinifiedContext, MinifyOptions } from './core/context/minifyContext.js';
import type { ReceiptFilter } from './core/context/receipt.js';
import type { SeenCall } from './core/context/seenCall.js';
import type { BudgetAlert } from './core/cost/alerts.js';
import type { ForecastLine } from './core/cost/forecast.js';
import type { BreakdownKey, BreakdownRow, LedgerRow, LedgerTotals } from './core/cost/ledger.js';
import type { Backup } from './core/memory/backup.js';
import type { MemoryChange, MemoryEntry, MemoryId, MemoryTier, NewMemory } from './core/memory/entry.js';
import type { RestoreReport } from './core/memory/memoryRestorer.js';
import type { MemoryCount, MemoryFilter } from './core/memory/memoryStore.js';
import type { MemoryMatch, RecallQuery } from './core/memory/recall.js';
import type { Recommendation } from './core/cost/recommendation.js';
import type { ModelQuality } from './core/models/catalogueModel.js';
import type { ModelRole, ModelStageId } from './core/pipeline/stages.js';
import type { Bottleneck } from './core/profiling/bottlenecks.js';
import type { Parallelization } from './core/profiling/parallelization.js';
import type { RunSummary } from './core/profiling/recordedRun.js';
import type { RunChange, WhatIf } from './core/profiling/runChange.js';
import type { RunProfile } from './core/profiling/runProfile.js';
import type { SpanStatistics } from './core/profiling/spanStatistics.js';
import type { ChapterState } from './core/pipeline/chapterState.js';
import type { GenerationProgress, GenerationReport } from './core/pipeline/jobs.js';
import type { MendingCost } from './core/staleness/mendingCost.js';
import type { ChapterStaleness, Freshness, StaleReason } from './core/staleness/staleness.js';

export type {
	BreakdownKey,
	Recommendation,
	BreakdownRow,
	BudgetAlert,
	ForecastLine,
	LedgerRow,
	ChapterState,
	GenerationProgress,
	GenerationReport,
	LedgerTotals,
};
export type { Bottleneck, Parallelization, RunChange, RunProfile, RunSummary, SpanStatistics, WhatIf };
export type { ChapterStaleness, Freshness, MendingCost, StaleReason };
export type { MinifiedContext, MinifyOptions, ReceiptFilter, SeenCall };
export type { Backup, MemoryChange, MemoryEntry, MemoryFilter, MemoryId, MemoryMatch, NewMemory, RecallQuery };

export interface PrometheusNovelExports {
	/** @throws Error for a version that this extension does not have */
	getApi(version: 1): PrometheusNovelApi;
}

export interface PrometheusNovelApi {
	readonly version: 1;
	/** The novels of the workspace that are open now. */
	readonly novels: readonly NovelApi[];
	/** Opens the novel in a folder of the workspace. Rejects with a sentence when there is none. */
	openNovel(folder: string): Promise<NovelApi>;
}

export interface NovelApi {
	/** Absolute path of the novel's folder. */
	readonly folder: string;
	chapters(): Promise<readonly ChapterStatus[]>;
	/** Spent and held money in micro-dollars, and tokens, over all calls. */
	totals(): LedgerTotals & { readonly limit: number };
	costBreakdown(key: BreakdownKey): readonly BreakdownRow[];
	readonly costs: CostApi;
	readonly staleness: StalenessApi;
	/**
	 * Generates chapters as the command does, without asking.
	 * @param chapters such as `1-3,7`; all when left out
	 */
	generate(chapters: string | undefined, signal: AbortSignal): Promise<GenerationReport>;
	/** @returns how to stop listening */
	onProgress(listener: (progress: GenerationProgress) => void): () => void;
	/** A call was held or settled. */
	onCostChange(listener: () => void): () => void;
	readonly memory: MemoryApi;
	readonly profiling: ProfilingApi;
	readonly context: ContextApi;
}

/** What the novel costs, in micro-dollars. */
export interface CostApi {
	/** One call, in tokens as its model counts them. Rejects a model without a known price with a sentence. */
	estimateCost(model: string, inputTokens: number, outputTokens: number): Promise<number>;
	/**
	 * What is left to do, from a rehearsal; nothing is sent to any model.
	 * @param chapters such as `1-3,7`; all when left out
	 */
	predictTotal(chapters: string | undefined, signal: AbortSignal): Promise<PredictedCost>;
	/** The cheapest model of at least a quality that fits context, output and budget, and the others after it. */
	recommendModel(wish: RecommendationWish, signal: AbortSignal): Promise<Recommendation>;
	checkBudget(): LedgerTotals & { readonly limit: number; readonly share: number };
	costBreakdown(key: BreakdownKey): readonly BreakdownRow[];
	/** Every call, in the order in which they were made. */
	ledgerRows(): Iterable<LedgerRow>;
	/** Each threshold once, over all windows and restarts. @returns how to stop listening */
	onAlert(listener: (alert: BudgetAlert) => void): () => void;
	/** Oldest first. */
	alertHistory(): readonly BudgetAlert[];
}

/** Which chapters were made from what is another one by now. No model is asked. */
export interface StalenessApi {
	/** As things stand now, in story order. */
	chapters(): Promise<readonly ChapterStaleness[]>;
	/** What it is expected to cost to draft all stale chapters again, from a rehearsal. */
	mendingCost(signal: AbortSignal): Promise<MendingCost>;
	/** Takes stale chapters for good: they are fresh until something changes again. @returns those that were stale */
	accept(chapters: readonly number[]): Promise<readonly number[]>;
	/** Something became stale, or fresh again. @returns how to stop listening */
	onChange(listener: () => void): () => void;
}

/** What prompts carry. */
export interface ContextApi {
	/**
	 * Makes a record of texts fit into a budget of tokens (o200k): important keys whole, the rest by what it has to do with
	 * the query. Rejects with a sentence when the important keys alone are too long.
	 */
	minifyContext(context: Readonly<Record<string, unknown>>, options: MinifyOptions): Promise<MinifiedContext>;
	/**
	 * What the models were given to read, newest first.
	 * @param budget tokens; what would have gone in at it is told as well
	 */
	receipts(filter?: ReceiptFilter, budget?: number): Promise<readonly SeenCall[]>;
}

export interface RecommendationWish {
	/** A stage such as `scene_drafting`, or a role: `plan`, `draft` or `check`. */
	readonly stage: ModelStageId | ModelRole;
	readonly quality: ModelQuality;
	/** Of one call; what this book's calls took on average when left out. */
	readonly tokens?: { readonly input: number; readonly output: number };
	/** Micro-dollars; what is left of the budget when left out. */
	readonly budget?: number;
}

/** Half of the books like this one cost less than `p50`, nine of ten less than `p90`. */
export interface PredictedCost {
	readonly p50: number;
	readonly p90: number;
	readonly chapters: number;
	readonly calls: number;
	readonly inputTokens: number;
	readonly outputTokens: number;
	/** With the continuity that is set. */
	readonly expectedMs: number;
	readonly expectedMsBy: { readonly chained: number; readonly planned: number };
	readonly byStage: readonly ForecastLine[];
	readonly byModel: readonly ForecastLine[];
	readonly byChapter: readonly ForecastLine[];
}

/** Where the time of the novel's runs went; of the latest run unless another is named. */
export interface ProfilingApi {
	/** The latest 30, newest first. */
	runs(): readonly RunSummary[];
	/** Undefined while no run was recorded, or not the one that is asked for. */
	runProfile(choice?: RunChoice): RunProfile | undefined;
	/** How long operations took, by type and stage. */
	statistics(choice?: RunChoice): readonly SpanStatistics[];
	/** @param choice `minShare` of the critical path, 0 to 1, below which nothing counts */
	analyzeBottlenecks(choice?: RunChoice & { readonly minShare?: number }): readonly Bottleneck[];
	/** Only what gains something, most first. */
	optimizationRecommendations(choice?: RunChoice): readonly WhatIf[];
	/** What could be done side by side, the dependency that prevents it, and what that costs. */
	suggestParallelization(choice?: RunChoice): readonly Parallelization[];
	/** What the run would have come to with a change. */
	whatIf(change: RunChange, choice?: RunChoice): WhatIf | undefined;
	/** As JSON; never with a prompt or a reply in it. */
	exported(format: 'chrome-trace' | 'opentelemetry', choice?: RunChoice): string | undefined;
}

export interface RunChoice {
	/** Id of a run. */
	readonly run?: RunSummary['id'] | undefined;
}

/** What the novel remembers. What was written is on disk when a call returns. */
export interface MemoryApi {
	/** Best first; nothing of a chapter after `asOfChapter`. */
	recall(query: RecallQuery, signal: AbortSignal): Promise<readonly MemoryMatch[]>;
	/** Rejects what is no memory with a sentence. @returns its id, with everything that was left out */
	add(memory: NewMemory): MemoryEntry;
	edit(id: MemoryId, change: MemoryChange): MemoryEntry;
	remove(id: MemoryId): void;
	/** In story order. */
	list(filter?: MemoryFilter): readonly MemoryEntry[];
	stats(): MemoryStats;
	/** Sends what other machines have not got yet, as far as the server answers; on this disk all is saved anyway. */
	save(): Promise<void>;
	createBackup(signal: AbortSignal): Promise<Backup>;
	/** @param backup its name, or an absolute path. @returns among others `undo`, the backup of the state before */
	restoreFromBackup(backup: string, signal: AbortSignal): Promise<Restored>;
	/** Something was written, here or on another machine. @returns how to stop listening */
	onChange(listener: () => void): () => void;
}

export interface MemoryStats {
	readonly entries: number;
	readonly byTier: Readonly<Record<MemoryTier, number>>;
	readonly counts: readonly MemoryCount[];
}

export interface Restored extends RestoreReport {
	/** Name of the backup that holds the state before: restoring that one undoes it. */
	readonly undo: string;
}

export interface ChapterStatus {
	readonly chapter: number;
	readonly title: string;
	/** Relative to the novel's folder. */
	readonly path: string;
	readonly state: ChapterState;
	readonly words: number;
	readonly freshness: Freshness;
}
