import * as vscode from 'vscode';
import type {
	ChapterStatus,
	GenerationReport,
	NovelApi,
	PrometheusNovelApi,
	PrometheusNovelExports,
} from '../../../../src/api.js';

export interface CompanionOutcome {
	readonly openNovels: readonly string[];
	readonly before: readonly ChapterStatus[];
	readonly report: GenerationReport;
	readonly after: readonly ChapterStatus[];
	readonly stages: readonly string[];
	readonly costChanges: number;
	readonly totals: ReturnType<NovelApi['totals']>;
	readonly byStage: ReturnType<NovelApi['costBreakdown']>;
}

/** Another author's extension: it knows of Prometheus Novel no more than its API. */
export function activate(context: vscode.ExtensionContext): void {
	context.subscriptions.push(
		vscode.commands.registerCommand('companion.draft', (folder: string, chapters: string) => draft(folder, chapters)),
		vscode.commands.registerCommand('companion.askForVersion', (version: number) => prometheus(version).version),
	);
}

function prometheus(version: number): PrometheusNovelApi {
	const extension = vscode.extensions.getExtension<PrometheusNovelExports>('prometheus-novel.prometheus-novel');
	if (extension === undefined) throw new Error('Prometheus Novel is not installed.');
	return extension.exports.getApi(version as 1);
}

async function draft(folder: string, chapters: string): Promise<CompanionOutcome> {
	const api = prometheus(1);
	const novel = await api.openNovel(folder);
	const stages: string[] = [];
	let costChanges = 0;
	const stopProgress = novel.onProgress(({ stage }) => stages.push(stage));
	const stopCosts = novel.onCostChange(() => costChanges++);
	const before = await novel.chapters();
	const report = await novel.generate(chapters, new AbortController().signal);
	stopProgress();
	stopCosts();
	return {
		openNovels: api.novels.map((one) => one.folder),
		before,
		report,
		after: await novel.chapters(),
		stages: [...new Set(stages)],
		costChanges,
		totals: novel.totals(),
		byStage: novel.costBreakdown('stage'),
	};
}
