import * as vscode from 'vscode';
import { z } from 'zod';
import { isAppError } from '../../base/errors.js';
import { formatMoney } from '../../core/cost/money.js';
import type { GenerationReport } from '../../core/pipeline/jobs.js';
import type { MendingCost } from '../../core/staleness/mendingCost.js';
import type { NovelProject } from '../../services/novelProject.js';
import { folderArgument, parseArgument } from '../arguments.js';
import { candidates } from '../candidateCommands.js';
import { withCancellableProgress } from '../cancellableProgress.js';
import type { GenerationCommands } from '../generationCommands.js';
import type { Novels } from '../novels.js';
import { staleReasonSentence } from './staleWords.js';

const chaptersArgument = z.strictObject({ folder: folderArgument, chapters: z.array(z.int().positive()).optional() });
const acceptArgument = z.strictObject({ folder: folderArgument, chapters: z.array(z.int().positive()).min(1) });

/** Mends stale chapters, or takes them as they are. */
export class StaleCommands {
	readonly #novels: Novels;
	readonly #generation: Pick<GenerationCommands, 'redraft'>;

	constructor(novels: Novels, generation: Pick<GenerationCommands, 'redraft'>) {
		this.#novels = novels;
		this.#generation = generation;
	}

	/** @returns what became of the chapters; undefined when none is stale, or the author thought better of it */
	async regenerate(argument: unknown): Promise<GenerationReport | undefined> {
		const given = parseArgument('regenerateStale', chaptersArgument, argument);
		const project = await this.#novels.choose(given?.folder);
		if (project === undefined) return undefined;
		const stale = (await staleChapters(project)).filter(({ chapter }) => given?.chapters?.includes(chapter) ?? true);
		const waiting = await candidates(project.folder);
		// What is to be compared already is not to be drafted once more.
		const open = stale.filter(({ chapter, isDraftedAgain }) => !isDraftedAgain || !waiting.includes(chapter));
		const chapters = open.map(({ chapter }) => chapter);
		if (chapters.length === 0) {
			if (given === undefined) void vscode.window.showInformationMessage(nothingOpen(stale.length));
			return undefined;
		}
		// Who calls with an argument has decided already.
		if (given === undefined && !(await confirmed(project, chapters))) return undefined;
		return await this.#generation.redraft(project, chapters, given === undefined);
	}

	/** @returns the chapters that are fresh now */
	async accept(argument: unknown): Promise<readonly number[] | undefined> {
		const given = parseArgument('acceptStale', acceptArgument, argument);
		const project = await this.#novels.choose(given?.folder);
		if (project === undefined) return undefined;
		const chapters = given?.chapters ?? (await pickStale(project));
		return chapters === undefined || chapters.length === 0 ? undefined : await project.staleness.accept(chapters);
	}
}

function nothingOpen(stale: number): string {
	return stale === 0
		? vscode.l10n.t('No chapter is stale.')
		: vscode.l10n.t('New versions of all stale chapters wait beside yours. Compare them, and accept or discard each.');
}

async function staleChapters({ staleness }: NovelProject) {
	return (await staleness.look()).chapters.filter(({ freshness }) => freshness === 'stale');
}

async function pickStale(project: NovelProject): Promise<readonly number[] | undefined> {
	const stale = await staleChapters(project);
	const titles = new Map((await project.outlook.chapters()).map(({ chapter, title }) => [chapter, title]));
	const items = stale.map(({ chapter, reasons }) => ({
		label: `${chapter}. ${titles.get(chapter) ?? ''}`,
		detail: reasons.map((reason) => staleReasonSentence(chapter, reason)).join(' '),
		chapter,
	}));
	const picked = await vscode.window.showQuickPick(items, {
		title: vscode.l10n.t('Which chapters are fine as they are?'),
		canPickMany: true,
	});
	return picked?.map(({ chapter }) => chapter);
}

async function confirmed(project: NovelProject, chapters: readonly number[]): Promise<boolean> {
	const again = vscode.l10n.t('Draft Again');
	const cost = await withCancellableProgress(
		vscode.l10n.t('Rehearsing what is stale, to estimate its cost…'),
		(signal) => project.mending.of(chapters, signal),
	).catch(unknownCost);
	const answer = await vscode.window.showInformationMessage(
		question(chapters.length, cost),
		{
			modal: true,
			detail: vscode.l10n.t('Chapters that you have edited stay as they are: their new versions come beside them.'),
		},
		again,
	);
	return answer === again;
}

/** A rehearsal that failed is no reason not to mend a chapter. */
function unknownCost(error: unknown): undefined {
	if (isAppError(error) && error.code === 'rehearsal-failed') return undefined;
	throw error;
}

function question(count: number, cost: MendingCost | undefined): string {
	if (cost === undefined)
		return count === 1
			? vscode.l10n.t('Draft one stale chapter again? What that will cost is not known.')
			: vscode.l10n.t('Draft {0} stale chapters again? What that will cost is not known.', count);
	if (cost.isFree)
		return count === 1
			? vscode.l10n.t('Draft one stale chapter again? It costs nothing with the models that are set.')
			: vscode.l10n.t('Draft {0} stale chapters again? It costs nothing with the models that are set.', count);
	const [p50, p90] = [formatMoney(cost.p50), formatMoney(cost.p90)];
	return count === 1
		? vscode.l10n.t('Draft one stale chapter again for about {0}? In nine of ten cases it is less than {1}.', p50, p90)
		: vscode.l10n.t(
				'Draft {0} stale chapters again for about {1}? In nine of ten cases it is less than {2}.',
				...[count, p50, p90],
			);
}
