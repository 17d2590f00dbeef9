import * as vscode from 'vscode';
import { formatMoney } from '../../core/cost/money.js';
import type { RecommendationReason } from '../../core/cost/recommendationReasons.js';
import type { ModelQuality } from '../../core/models/catalogueModel.js';
import { decimal, locale } from '../locale.js';

/** Why a model is recommended, the first things first. */
export function reasonSentences(reasons: readonly RecommendationReason[]): string {
	return reasons.map(reasonSentence).join(' · ');
}

export function qualityTitle(quality: ModelQuality): string {
	const titles = { low: vscode.l10n.t('low'), medium: vscode.l10n.t('medium'), high: vscode.l10n.t('high') };
	return titles[quality];
}

function reasonSentence(reason: RecommendationReason): string {
	switch (reason.kind) {
		case 'cheapest-of-quality':
			return vscode.l10n.t('the cheapest of quality “{0}”', qualityTitle(reason.quality));
		case 'fits-window':
			return vscode.l10n.t(
				'{0} of {1} tokens of context',
				reason.needed.toLocaleString(locale()),
				reason.window.toLocaleString(locale()),
			);
		case 'within-budget':
			return vscode.l10n.t('within the {0} that are left', formatMoney(reason.budgetLeft));
		case 'tied':
			return vscode.l10n.t('costs as much as {0}', reason.with.join(', '));
		case 'evidence':
			return evidenceSentence(reason);
	}
}

function evidenceSentence(told: Extract<RecommendationReason, { kind: 'evidence' }>): string {
	const percent = (share: number): number => Math.round(share * 100);
	const calls = vscode.l10n.t(
		'in this book: {0} calls, {1} % failed, {2} % repeated',
		told.calls,
		percent(told.failedShare),
		percent(told.repeatedShare),
	);
	const findings =
		told.findingsPerDollar === undefined
			? ''
			: `, ${vscode.l10n.t('{0} continuity findings a dollar', decimal(told.findingsPerDollar, 1))}`;
	return calls + findings;
}
