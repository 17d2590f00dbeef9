import * as vscode from 'vscode';
import type { BudgetAlert } from '../../core/cost/alerts.js';
import { formatMoney } from '../../core/cost/money.js';

export function alertSentence({ level, scope, spent, limit, threshold }: BudgetAlert): string {
	const [had, of] = [formatMoney(spent), formatMoney(limit)];
	if (level === 'BUDGET_EXCEEDED')
		return vscode.l10n.t('With {0} spent, the budget of {1} did not cover the next call.', had, of);
	switch (scope) {
		case 'novel':
			return vscode.l10n.t('This novel has cost {0}: {1} % of its budget of {2} is used.', had, threshold, of);
		case 'run':
			return vscode.l10n.t(
				'This run has cost {0}: {1} % of the budget of {2} for one run is used.',
				had,
				threshold,
				of,
			);
		case 'month':
			return vscode.l10n.t('This month has cost {0}: {1} % of its budget of {2} is used.', had, threshold, of);
	}
}
