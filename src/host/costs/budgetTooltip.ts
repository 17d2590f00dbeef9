import * as vscode from 'vscode';
import { formatMoney, microUsd } from '../../core/cost/money.js';
import type { WhenServerIsAway } from '../../core/cost/sharedBudget.js';
import type { BudgetStatus } from '../../services/cost/costService.js';
import type { NovelProject } from '../../services/novelProject.js';
import { inStageOrder, stageTitle } from '../stageTitles.js';
import { budgetSharingSentence } from './budgetSharingSentence.js';
import { escapedLine } from '../pages/plainMarkdown.js';
import { locale } from '../locale.js';

/** What is spent and left, where it went, what was saved, and what the rest was last expected to cost. */
export function budgetTooltip(
	{ costs, forecasts, budgetSharing }: NovelProject,
	status: BudgetStatus,
	whenAway: WhenServerIsAway,
): vscode.MarkdownString {
	const sharing = budgetSharingSentence(budgetSharing.state, whenAway);
	const rows = inStageOrder(costs.costBreakdown('stage')).map(
		(row) => `| ${stageTitle(String(row.key))} | ${row.calls} | ${formatMoney(row.spent)} |`,
	);
	const table = [
		`| ${vscode.l10n.t('Stage')} | ${vscode.l10n.t('Calls')} | ${vscode.l10n.t('Cost')} |`,
		'|:--|--:|--:|',
		...rows,
	];
	const paragraphs = [
		status.problem ?? spent(status),
		left(status),
		...(sharing === undefined ? [] : [escapedLine([sharing, ...budgetSharing.warnings].join(' '))]),
		...(rows.length > 0 ? [table.join('\n')] : []),
		...saved(status),
		...expected(forecasts.latest()),
	];
	return new vscode.MarkdownString(paragraphs.join('\n\n'));
}

function spent(status: BudgetStatus): string {
	const held =
		status.held > 0
			? vscode.l10n.t('{0} held for calls in flight', formatMoney(status.held))
			: vscode.l10n.t('nothing in flight');
	return `**${vscode.l10n.t('Spent {0} of {1}', formatMoney(microUsd(status.spent + status.spentElsewhere)), formatMoney(status.limit))}** · ${held}`;
}

function left({ left: rest, elsewhere, calls, month }: BudgetStatus): string {
	return [
		vscode.l10n.t('{0} left · {1} calls', formatMoney(rest), calls),
		...(elsewhere > 0 ? [vscode.l10n.t('{0} of it on other computers', formatMoney(elsewhere))] : []),
		...(month === undefined
			? []
			: [vscode.l10n.t('this month {0} of {1}', formatMoney(month.spent), formatMoney(month.limit))]),
	].join(' · ');
}

function saved({ savings }: BudgetStatus): readonly string[] {
	const total = savings.cache + savings.batch;
	return total > 0 ? [vscode.l10n.t('Prompt caches and batches saved {0}.', formatMoney(microUsd(total)))] : [];
}

function expected(last: ReturnType<NovelProject['forecasts']['latest']>): readonly string[] {
	if (last === undefined) return [];
	const { madeAt, p50, p90 } = last;
	return [
		vscode.l10n.t(
			'Estimate of {0}: {1} for what was left then, in nine of ten cases less than {2}.',
			new Date(madeAt).toLocaleString(locale()),
			formatMoney(p50),
			formatMoney(p90),
		),
	];
}
