import * as vscode from 'vscode';
import { z } from 'zod';
import type { Closable } from '../base/lifetime.js';
import { CancellationError } from '../base/errors.js';
import { formatMoney, microUsd } from '../core/cost/money.js';
import type { Candidate } from '../core/novel/manuscript.js';
import type { GenerationReport } from '../core/pipeline/jobs.js';
import type { GenerationRequest } from '../core/pipeline/workList.js';
import { busy } from '../services/generation/generationService.js';
import type { NovelProject } from '../services/novelProject.js';
import { folderArgument, parseArgument } from './arguments.js';
import type { CandidateCommands } from './candidateCommands.js';
import type { Novels } from './novels.js';
import { ProgressLine } from './progressLine.js';

const folder = folderArgument;
const nextArgument = z.strictObject({ folder });
const novelArgument = z.strictObject({ folder, chapters: z.string().optional() });
const chapterArgument = z.strictObject({ folder, chapter: z.int(), again: z.boolean().default(false) });

export class GenerationCommands implements Closable {
	readonly #novels: Novels;
	readonly #candidates: CandidateCommands;
	readonly #running = new Map<string, { readonly abort: AbortController; readonly done: Promise<unknown> }>();

	constructor(novels: Novels, candidates: CandidateCommands) {
		this.#novels = novels;
		this.#candidates = candidates;
	}

	async plan(argument: unknown): Promise<GenerationReport | undefined> {
		const given = parseArgument('planNovel', nextArgument, argument);
		const project = await this.#novels.choose(given?.folder);
		return project && (await this.#generate(project, { kind: 'plan' }, given === undefined));
	}

	async next(argument: unknown): Promise<GenerationReport | undefined> {
		const given = parseArgument('generateNextChapter', nextArgument, argument);
		const project = await this.#novels.choose(given?.folder);
		return project && (await this.#generate(project, { kind: 'next' }, given === undefined));
	}

	async novel(argument: unknown): Promise<GenerationReport | undefined> {
		const given = parseArgument('generateNovel', novelArgument, argument);
		const project = await this.#novels.choose(given?.folder);
		return (
			project && (await this.#generate(project, { kind: 'chapters', chapters: given?.chapters }, given === undefined))
		);
	}

	async chapter(argument: unknown): Promise<GenerationReport | undefined> {
		const given = parseArgument('generateChapter', chapterArgument, argument);
		const project = await this.#novels.choose(given?.folder);
		if (project === undefined) return undefined;
		const picked = given ?? (await pickChapter(project));
		return (
			picked &&
			(await this.#generate(
				project,
				{ kind: 'chapter', chapter: picked.chapter, again: picked.again },
				given === undefined,
			))
		);
	}

	/** A run that other code asked for: it shows its progress and can be cancelled like any other. */
	async run(project: NovelProject, request: GenerationRequest, signal?: AbortSignal): Promise<GenerationReport> {
		if (this.#running.has(project.folder)) throw busy();
		const abort = new AbortController();
		const stop = (): void => abort.abort(signal?.reason);
		if (signal?.aborted === true) stop();
		signal?.addEventListener('abort', stop, { once: true });
		const done = this.#withProgress(project, request, abort);
		this.#running.set(project.folder, { abort, done });
		void setGenerating(true);
		try {
			return await done;
		} finally {
			signal?.removeEventListener('abort', stop);
			this.#running.delete(project.folder);
			void setGenerating(this.#running.size > 0);
		}
	}

	/** Stops every run; resolves when what was written is saved and paid for. */
	async cancel(): Promise<void> {
		const running = [...this.#running.values()];
		for (const { abort } of running) abort.abort(new CancellationError());
		await Promise.allSettled(running.map(({ done }) => done));
	}

	async close(): Promise<void> {
		await this.cancel();
	}

	async #generate(project: NovelProject, request: GenerationRequest, byHand: boolean): Promise<GenerationReport> {
		try {
			const report = await this.run(project, request);
			void this.#tell(project, report, byHand);
			return report;
		} catch (error) {
			this.#candidates.takeNew(project.folder);
			throw error;
		}
	}

	/** One closing message a run, with the new versions that it left beside the author's own. */
	async #tell(project: NovelProject, report: GenerationReport, byHand: boolean): Promise<void> {
		const news = this.#candidates.takeNew(project.folder);
		await this.#candidates.show(news);
		if (report.failures.length > 0) void vscode.window.showErrorMessage(report.failures.join(' '));
		const isSummed = byHand && report.failures.length === 0;
		const parts = [...(isSummed ? [summaryOf(report)] : []), ...(news.length > 0 ? [candidateNews(news)] : [])];
		if (parts.length === 0) return;
		const compare = vscode.l10n.t('Compare');
		const answer = await vscode.window.showInformationMessage(parts.join(' '), ...(news.length > 0 ? [compare] : []));
		if (answer === undefined) return;
		const [only, second] = news;
		const argument =
			only === undefined || second !== undefined ? undefined : { folder: project.folder, chapter: only.chapter };
		await vscode.commands.executeCommand('prometheusNovel.compareCandidate', argument);
	}

	async #withProgress(
		project: NovelProject,
		request: GenerationRequest,
		abort: AbortController,
	): Promise<GenerationReport> {
		const options = {
			location: vscode.ProgressLocation.Notification,
			title: vscode.l10n.t('Prometheus Novel'),
			cancellable: true,
		};
		return await vscode.window.withProgress(options, async (progress, token) => {
			token.onCancellationRequested(() => abort.abort(new CancellationError()));
			const line = new ProgressLine();
			const stop = project.generation.onProgress((now) => progress.report({ message: line.after(now) }));
			try {
				return await project.generation.generate(request, abort.signal);
			} finally {
				stop();
			}
		});
	}
}

async function pickChapter(
	project: NovelProject,
): Promise<{ readonly chapter: number; readonly again: boolean } | undefined> {
	const chapters = await project.generation.chapters();
	const picked = await vscode.window.showQuickPick(
		chapters.map(({ chapter, title, state }) => ({
			label: `${chapter}. ${title}`,
			description: stateTitle(state),
			chapter,
			again: state === 'drafted',
		})),
		{
			title: vscode.l10n.t('Generate which chapter?'),
			placeHolder: vscode.l10n.t('A chapter you edited is kept; its new version comes beside it'),
		},
	);
	return picked;
}

function stateTitle(state: string): string {
	const titles: Readonly<Record<string, string>> = {
		planned: vscode.l10n.t('planned'),
		drafting: vscode.l10n.t('unfinished draft'),
		drafted: vscode.l10n.t('drafted; you get another version'),
		edited: vscode.l10n.t('edited by you; the new version comes as a candidate'),
	};
	return titles[state] ?? state;
}

function summaryOf(report: GenerationReport): string {
	const cost = formatMoney(microUsd(report.costMicroUsd));
	if (report.cancelled) return vscode.l10n.t('Cancelled. What was written is kept; so far {0}.', cost);
	if (report.upToDate) return vscode.l10n.t('All is up to date: no model call was made.');
	const bought = vscode.l10n.t('{0} tokens, {1}', (report.tokens.input + report.tokens.output).toLocaleString(), cost);
	const [only, second] = report.chapters;
	if (only === undefined) return vscode.l10n.t('Bible and outline are written: {0}.', bought);
	const words = report.chapters.reduce((sum, chapter) => sum + chapter.words, 0).toLocaleString();
	return second === undefined
		? vscode.l10n.t('Chapter {0}, “{1}”: {2} words, {3}.', only.chapter, only.title, words, bought)
		: vscode.l10n.t('{0} chapters: {1} words, {2}.', report.chapters.length, words, bought);
}

function candidateNews(news: readonly Candidate[]): string {
	const [only, second] = news;
	if (only !== undefined && second === undefined)
		return vscode.l10n.t('Chapter {0} has a new version beside yours. {1}', only.chapter, only.reason);
	return vscode.l10n.t('Chapters {0} have new versions beside yours.', news.map(({ chapter }) => chapter).join(', '));
}

function setGenerating(is: boolean): Thenable<unknown> {
	return vscode.commands.executeCommand('setContext', 'prometheusNovel.generating', is);
}
