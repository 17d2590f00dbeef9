import * as vscode from 'vscode';
import { z } from 'zod';
import type { Closable } from '../base/lifetime.js';
import { CancellationError } from '../base/errors.js';
import type { ExceededBudget, GenerationReport } from '../core/pipeline/jobs.js';
import type { GenerationRequest } from '../core/pipeline/workList.js';
import { busy } from '../services/generation/generationService.js';
import type { NovelProject } from '../services/novelProject.js';
import { folderArgument, parseArgument } from './arguments.js';
import type { CandidateCommands } from './candidateCommands.js';
import { budgetSharingSentence } from './costs/budgetSharingSentence.js';
import type { CostHost } from './costs/costHost.js';
import type { Novels } from './novels.js';
import { ProgressLine } from './progressLine.js';
import { candidateNews, exceededSentence, summaryOf } from './runWords.js';

const folder = folderArgument;
const nextArgument = z.strictObject({ folder });
const novelArgument = z.strictObject({ folder, chapters: z.string().optional() });
const chapterArgument = z.strictObject({ folder, chapter: z.int(), again: z.boolean().default(false) });

interface Run {
	readonly project: NovelProject;
	readonly abort: AbortController;
	readonly done: Promise<unknown>;
}

export class GenerationCommands implements Closable {
	readonly #novels: Novels;
	readonly #candidates: CandidateCommands;
	readonly #costs: Pick<CostHost, 'estimates' | 'budget' | 'recommend'>;
	readonly #running = new Map<string, Run>();

	constructor(
		novels: Novels,
		candidates: CandidateCommands,
		costs: Pick<CostHost, 'estimates' | 'budget' | 'recommend'>,
	) {
		this.#novels = novels;
		this.#candidates = candidates;
		this.#costs = costs;
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
		if (project === undefined) return undefined;
		const request: GenerationRequest = { kind: 'chapters', chapters: given?.chapters };
		// Who calls with an argument has decided already.
		if (given === undefined && !(await this.#costs.estimates.confirm(project, request))) return undefined;
		return await this.#generate(project, request, given === undefined);
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

	/** Chapters as the files have them now. */
	async redraft(project: NovelProject, chapters: readonly number[], byHand: boolean): Promise<GenerationReport> {
		return await this.#generate(project, { kind: 'redraft', chapters }, byHand);
	}

	/** A run that other code asked for: it shows its progress and can be cancelled like any other. */
	async run(project: NovelProject, request: GenerationRequest, signal?: AbortSignal): Promise<GenerationReport> {
		if (this.#running.has(project.folder)) throw busy();
		const abort = new AbortController();
		const stop = (): void => abort.abort(signal?.reason);
		if (signal?.aborted === true) stop();
		signal?.addEventListener('abort', stop, { once: true });
		const done = this.#withProgress(project, request, abort);
		this.#running.set(project.folder, { project, abort, done });
		void setGenerating(true);
		const stopPauses = project.generation.onPause(() => this.#showPaused());
		try {
			return await done;
		} finally {
			signal?.removeEventListener('abort', stop);
			this.#running.delete(project.folder);
			stopPauses();
			this.#showPaused();
			void setGenerating(this.#running.size > 0);
		}
	}

	/** Nothing new starts in the runs of this window, or of one novel, until they are resumed. @returns how many are held */
	async pause(argument: unknown): Promise<number> {
		const runs = this.#runsOf(parseArgument('pauseGeneration', nextArgument, argument)?.folder);
		for (const { project } of runs) project.generation.pause();
		return Promise.resolve(runs.filter(({ project }) => project.generation.isPaused).length);
	}

	/** @returns how many runs go on */
	resume(argument: unknown): Promise<number> {
		const held = this.#runsOf(parseArgument('resumeGeneration', nextArgument, argument)?.folder).filter(
			({ project }) => project.generation.isPaused,
		);
		for (const { project } of held) project.generation.resume();
		return Promise.resolve(held.length);
	}

	#runsOf(folder: string | undefined): readonly Run[] {
		const runs = [...this.#running.values()];
		return folder === undefined ? runs : runs.filter(({ project }) => project.folder === folder);
	}

	#showPaused(): void {
		const isAnyPaused = [...this.#running.values()].some(({ project }) => project.generation.isPaused);
		void vscode.commands.executeCommand('setContext', 'prometheusNovel.paused', isAnyPaused);
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
			void this.#tell(project, request, report, byHand);
			return report;
		} catch (error) {
			this.#candidates.takeNew(project.folder);
			throw error;
		}
	}

	/** One closing message a run, with the new versions that it left beside the author's own. */
	async #tell(
		project: NovelProject,
		request: GenerationRequest,
		report: GenerationReport,
		byHand: boolean,
	): Promise<void> {
		const news = this.#candidates.takeNew(project.folder);
		await this.#candidates.show(news);
		if (report.budgetExceeded !== undefined) void this.#offerWayOn(project, request, report.budgetExceeded);
		else if (report.failures.length > 0) void vscode.window.showErrorMessage(report.failures.join(' '));
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

	/** What was written is kept, and nothing was sent that the budget does not cover; how to go on is the author's choice. */
	async #offerWayOn(project: NovelProject, request: GenerationRequest, exceeded: ExceededBudget): Promise<void> {
		const raise = vscode.l10n.t('Raise Budget');
		const cheaper = vscode.l10n.t('Cheaper Model');
		const stop = vscode.l10n.t('Stop');
		const answer = await vscode.window.showErrorMessage(exceededSentence(exceeded), raise, cheaper, stop);
		const goesOn =
			(answer === raise && (await this.#costs.budget.raise(project, budgetSettingOf[exceeded.scope]))) ||
			(answer === cheaper && (await this.#costs.recommend.ask(project)) !== undefined);
		if (goesOn) await this.#generate(project, request, true);
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
			const stopPauses = project.generation.onPause((isPaused) =>
				progress.report({ message: isPaused ? line.paused() : line.resumed() }),
			);
			const { budgetSharing } = project;
			// Calls may be waiting for it, and nothing else would say so.
			const stopSharing = budgetSharing.onChange(() => {
				if (budgetSharing.state.kind === 'away') progress.report({ message: this.#awaySentence(project) });
			});
			try {
				return await project.generation.generate(request, abort.signal);
			} finally {
				stop();
				stopPauses();
				stopSharing();
			}
		});
	}

	#awaySentence({ folder, budgetSharing }: NovelProject): string {
		const { whenBudgetServerIsAway } = this.#novels.hostFor(folder).settings();
		return budgetSharingSentence(budgetSharing.state, whenBudgetServerIsAway) ?? '';
	}
}

const budgetSettingOf = { novel: 'usd', run: 'perRunUsd', month: 'perMonthUsd' } as const;

async function pickChapter(
	project: NovelProject,
): Promise<{ readonly chapter: number; readonly again: boolean } | undefined> {
	const chapters = await project.outlook.chapters();
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

function setGenerating(is: boolean): Thenable<unknown> {
	return vscode.commands.executeCommand('setContext', 'prometheusNovel.generating', is);
}
