import * as vscode from 'vscode';
import type { BudgetSharing } from '../../core/cost/budgetSharing.js';
import { locale } from '../locale.js';

/** How the budget stands to the server that machines share, for people; undefined where nothing is shared. */
export function budgetSharingSentence(state: BudgetSharing, whenAway: 'pause' | 'continue'): string | undefined {
	switch (state.kind) {
		case 'local':
			return undefined;
		case 'connecting':
			return vscode.l10n.t('Asking the server what other computers have spent…');
		case 'connected':
			return vscode.l10n.t('The budget is shared with other computers.');
		case 'away':
			return [
				vscode.l10n.t(
					'The server of the shared budget is away since {0}.',
					new Date(state.since).toLocaleTimeString(locale(), { timeStyle: 'short' }),
				),
				state.reason,
				whenAway === 'pause'
					? vscode.l10n.t('Calls that cost money wait for it.')
					: vscode.l10n.t('Calls go on by what was last heard of the others.'),
			].join(' ');
	}
}
