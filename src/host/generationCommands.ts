import * as vscode from 'vscode';
import { z } from 'zod';
import type { Closable } from '../base/lifetime.js';
import { CancellationError } from '../base/errors.js';
import { formatMoney, microUsd } from '../core/cost/money.js';
import type { GenerationProgress, GenerationReport } from '../core/pipeline/jobs.js';
import type { GenerationRequest } from '../core/pipeline/workList.js';
import type { NovelProject } from '../services/novelProject.js';
import { parseArgument } from './arguments.js';
import type { Novels } from './novels.js';
import { stageTitle } from './stageTitles.js';

const folder = z.string().optional().describe('Absolute path of the novel');
const nextArgument = z.strictObject({ folder });
const novelArgument = z.strictObject({ folder, chapters: z.string().optional() });
const chapterArgument = z.strictObject({ folder, chapter: z.int(), again: z.boolean().default(false) });

export class GenerationCommands implements Closable {
	readonly #novels: Novels;
	readonly #running = new Map<string, { readonly abort: AbortController; readonly done: Promise<unknown> }>();

	constructor(novels: Novels) {
		this.#novels = novels;
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
		const abort = new AbortController();
		const done = this.#withProgress(project, request, abort);
		this.#running.set(project.folder, { abort, done });
		void setGenerating(true);
		try {
			const report = await done;
			tell(report, byHand);
			return report;
		} finally {
			this.#running.delete(project.folder);
			void setGenerating(this.#running.size > 0);
		}
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
			const lines = new Map<string, string>();
			const stop = project.generation.onProgress((now) => progress.report({ message: progressLine(now, lines) }));
			try {
				return await project.generation.generate(request, abort.signal);
			} finally {
				stop();
			}
		});
	}
}

/** Stages run side by side; what is drafted is what a novelist watches, so a check does not take its place. */
function progressLine(now: GenerationProgress, lines: Map<string, string>): string {
	const scene = now.scene === undefined ? '' : `, ${vscode.l10n.t('scene {0}', now.scene)}`;
	const where = now.chapter === undefined ? '' : `${vscode.l10n.t('Chapter {0}', now.chapter)}${scene} · `;
	const words = now.words > 0 ? `${vscode.l10n.t('{0} of {1} words', now.words, now.wantedWords)} · ` : '';
	if (now.words > 0 || !lines.has('doing') || now.stage === 'scene_plan')
		lines.set('doing', `${where}${stageTitle(now.stage)} · ${words}`);
	const bought = `${vscode.l10n.t('{0} tokens', now.tokens.toLocaleString())} · ${formatMoney(microUsd(now.costMicroUsd))}`;
	return `${lines.get('doing') ?? ''}${bought}${now.note === undefined ? '' : ` · ${now.note}`}`;
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

function tell(report: GenerationReport, byHand: boolean): void {
	if (report.failures.length > 0) void vscode.window.showErrorMessage(report.failures.join(' '));
	if (!byHand || report.failures.length > 0) return;
	void vscode.window.showInformationMessage(summaryOf(report));
}

function summaryOf(report: GenerationReport): string {
	const cost = formatMoney(microUsd(report.costMicroUsd));
	if (report.cancelled) return vscode.l10n.t('Cancelled. What was written is kept; so far {0}.', cost);
	if (report.upToDate) return vscode.l10n.t('All is up to date: no model call was made.');
	const words = report.chapters.reduce((sum, chapter) => sum + chapter.words, 0);
	return vscode.l10n.t(
		'{0} chapters, {1} words, {2} tokens, {3}.',
		report.chapters.length,
		words,
		report.tokens.input + report.tokens.output,
		cost,
	);
}

function setGenerating(is: boolean): Thenable<unknown> {
	return vscode.commands.executeCommand('setContext', 'prometheusNovel.generating', is);
}
