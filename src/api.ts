/**
 * What `activate()` of Prometheus Novel returns to other extensions:
 *
 *     const extension = vscode.extensions.getExtension<PrometheusNovelExports>('prometheus-novel.prometheus-novel');
 *     const api = (await extension?.activate())?.getApi(1);
 */
import type { BreakdownKey, BreakdownRow, LedgerTotals } from './core/cost/ledger.js';
import type { ChapterState } from './core/pipeline/chapterState.js';
import type { GenerationProgress, GenerationReport } from './core/pipeline/jobs.js';

export type { BreakdownKey, BreakdownRow, ChapterState, GenerationProgress, GenerationReport, LedgerTotals };

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
}

export interface ChapterStatus {
	readonly chapter: number;
	readonly title: string;
	/** Relative to the novel's folder. */
	readonly path: string;
	readonly state: ChapterState;
	readonly words: number;
}
