import * as vscode from 'vscode';
import { formatMoney, microUsd } from '../core/cost/money.js';
import type { Candidate } from '../core/novel/manuscript.js';
import type { ExceededBudget, GenerationReport } from '../core/pipeline/jobs.js';
import { batchedSentence } from './costs/batchCommand.js';
import { locale } from './locale.js';

/** What a run came to. */
export function summaryOf(report: GenerationReport): string {
	const { batched } = report;
	return batched === undefined ? boughtSummary(report) : `${boughtSummary(report)} ${batchedSentence(batched)}`;
}

function boughtSummary(report: GenerationReport): string {
	const cost = formatMoney(microUsd(report.costMicroUsd));
	if (report.cancelled) return vscode.l10n.t('Cancelled. What was written is kept; so far {0}.', cost);
	if (report.upToDate) return vscode.l10n.t('All is up to date: no model call was made.');
	const bought = vscode.l10n.t(
		'{0} tokens, {1}',
		(report.tokens.input + report.tokens.output).toLocaleString(locale()),
		cost,
	);
	const [only, second] = report.chapters;
	if (only === undefined) return vscode.l10n.t('Bible and outline are written: {0}.', bought);
	const words = report.chapters.reduce((sum, chapter) => sum + chapter.words, 0).toLocaleString(locale());
	return second === undefined
		? vscode.l10n.t('Chapter {0}, “{1}”: {2} words, {3}.', only.chapter, only.title, words, bought)
		: vscode.l10n.t('{0} chapters: {1} words, {2}.', report.chapters.length, words, bought);
}

/** Why a run has stopped, and that nothing is lost by it. */
export function exceededSentence({ scope, limitMicroUsd, shortfallMicroUsd }: ExceededBudget): string {
	const [limit, missing] = [limitMicroUsd, shortfallMicroUsd].map((amount) => formatMoney(microUsd(amount)));
	const sentences = {
		novel: vscode.l10n.t(
			'The budget of {0} may not cover the next call: up to {1} is missing.',
			limit ?? '',
			missing ?? '',
		),
		run: vscode.l10n.t(
			'The budget of {0} for one run may not cover the next call: up to {1} is missing.',
			limit ?? '',
			missing ?? '',
		),
		month: vscode.l10n.t(
			'The budget of {0} for this month may not cover the next call: up to {1} is missing.',
			limit ?? '',
			missing ?? '',
		),
	};
	return `${sentences[scope]} ${vscode.l10n.t('It was not sent, and what was written is kept.')}`;
}

export function candidateNews(news: readonly Candidate[]): string {
	const [only, second] = news;
	if (only !== undefined && second === undefined)
		return vscode.l10n.t('Chapter {0} has a new version beside yours. {1}', only.chapter, only.reason);
	return vscode.l10n.t('Chapters {0} have new versions beside yours.', news.map(({ chapter }) => chapter).join(', '));
}
