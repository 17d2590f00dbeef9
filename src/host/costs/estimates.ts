import * as vscode from 'vscode';
import { z } from 'zod';
import { isAppError } from '../../base/errors.js';
import type { Closable } from '../../base/lifetime.js';
import { formatMoney } from '../../core/cost/money.js';
import type { GenerationRequest } from '../../core/pipeline/workList.js';
import type { CostForecast } from '../../services/cost/forecastService.js';
import type { NovelProject } from '../../services/novelProject.js';
import { folderArgument, parseArgument } from '../arguments.js';
import type { Novels } from '../novels.js';
import { MarkdownPages } from '../pages/markdownPages.js';
import { durationWords } from './durationWords.js';
import { estimatePage } from './estimatePage.js';
import { withCancellableProgress } from '../cancellableProgress.js';

const estimateArgument = z.strictObject({ folder: folderArgument, chapters: z.string().optional() });

/** What a book is going to cost, before it does. */
export class Estimates implements Closable {
	readonly #novels: Novels;
	readonly #pages = new MarkdownPages('prometheus-novel-estimate');

	constructor(novels: Novels) {
		this.#novels = novels;
	}

	/** @returns the forecast that the page shows */
	async estimate(argument: unknown): Promise<CostForecast | undefined> {
		const given = parseArgument('estimateCost', estimateArgument, argument);
		const project = await this.#novels.choose(given?.folder);
		if (project === undefined) return undefined;
		const forecast = await predict(project, { kind: 'chapters', chapters: given?.chapters });
		if (given === undefined) await this.#show(project, forecast);
		return forecast;
	}

	/**
	 * Asks before a run that is expected to cost more than the author wants to be surprised by.
	 * @returns whether to go on
	 */
	async confirm(project: NovelProject, request: GenerationRequest): Promise<boolean> {
		if (await project.forecasts.isFree()) return true;
		const askAboveUsd = this.#novels.hostFor(project.folder).settings().askAboveUsd;
		const forecast = await predict(project, request).catch(rehearsalFailure);
		if (typeof forecast === 'string') return await confirmUnknown(forecast);
		const { p50, p90, thinking, left } = forecast;
		if (p50 + thinking <= askAboveUsd * 1_000_000 && p90 + thinking <= left) return true;
		const generate = vscode.l10n.t('Generate');
		const show = vscode.l10n.t('Show Estimate');
		const answer = await vscode.window.showInformationMessage(
			question(forecast),
			{ modal: true, detail: detail(forecast) },
			generate,
			show,
		);
		if (answer === show) await this.#show(project, forecast);
		return answer === generate;
	}

	close(): void {
		this.#pages.close();
	}

	async #show({ folder }: NovelProject, forecast: CostForecast): Promise<void> {
		await this.#pages.show(folder, vscode.l10n.t('Estimate'), estimatePage(forecast));
	}
}

/** The sentence of a rehearsal that failed, which is no reason not to write the book; anything else stops the run as well. */
function rehearsalFailure(error: unknown): string {
	if (isAppError(error) && error.code === 'rehearsal-failed') return error.message;
	throw error;
}

async function confirmUnknown(reason: string): Promise<boolean> {
	const generate = vscode.l10n.t('Generate');
	const answer = await vscode.window.showWarningMessage(
		vscode.l10n.t('What this will cost is not known. Generate anyway?'),
		{ modal: true, detail: `${reason} ${vscode.l10n.t('The budget holds all the same.')}` },
		generate,
	);
	return answer === generate;
}

async function predict(project: NovelProject, request: GenerationRequest): Promise<CostForecast> {
	return await withCancellableProgress(
		vscode.l10n.t('Rehearsing the work that is left, to estimate its cost…'),
		(signal) => project.forecasts.predictTotal(request, signal),
	);
}

function question({ chapters, p50 }: CostForecast): string {
	return chapters === 1
		? vscode.l10n.t('Draft one chapter for about {0}?', formatMoney(p50))
		: vscode.l10n.t('Draft {0} chapters for about {1}?', chapters, formatMoney(p50));
}

function detail({ p90, left, thinking, affordableChapters, chapters, expectedMs }: CostForecast): string {
	const range = vscode.l10n.t(
		'In nine of ten cases it is less than {0}. It takes about {1}.',
		formatMoney(p90),
		durationWords(expectedMs),
	);
	const budget =
		affordableChapters < chapters
			? vscode.l10n.t(
					'{0} of the budget is left: the run would stop after about {1} of these chapters, and go on from there when you raise it.',
					formatMoney(left),
					affordableChapters,
				)
			: vscode.l10n.t('{0} of the budget is left, and no call that could cross it is sent.', formatMoney(left));
	const more =
		thinking === 0
			? ''
			: ` ${vscode.l10n.t('Thinking, which is billed as output, may add about {0}.', formatMoney(thinking))}`;
	return `${range}${more}\n\n${budget}`;
}
