/**
 * What `activate()` of Prometheus Novel returns to other extensions:
 *
 *     const extension = vscode.extensions.getExtension<PrometheusNovelExports>('prometheus-novel.prometheus-novel');
 *     const api = (await extension?.activate())?.getApi(1);
 */
import type { BreakdownKey, BreakdownRow, LedgerTotals } from './core/cost/ledger.js';
import type { Backup } from './core/memory/backup.js';
import type { MemoryChange, MemoryEntry, MemoryId, MemoryTier, NewMemory } from './core/memory/entry.js';
import type { RestoreReport } from './core/memory/memoryRestorer.js';
import type { MemoryCount, MemoryFilter } from './core/memory/memoryStore.js';
import type { MemoryMatch, RecallQuery } from './core/memory/recall.js';
import type { ChapterState } from './core/pipeline/chapterState.js';
import type { GenerationProgress, GenerationReport } from './core/pipeline/jobs.js';

export type { BreakdownKey, BreakdownRow, ChapterState, GenerationProgress, GenerationReport, LedgerTotals };
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
}
