import * as vscode from 'vscode';
import type { ReplicaState } from '../../core/memory/replication.js';
import { locale } from '../locale.js';

/** How memory stands to the server that machines share, for people. */
export function syncSentence(state: ReplicaState): string {
	switch (state.kind) {
		case 'local':
			return vscode.l10n.t('Kept on this computer.');
		case 'synchronised':
			return vscode.l10n.t('Shared, and the same everywhere.');
		case 'waiting':
			return state.entries === 0
				? vscode.l10n.t('Comparing with the server…')
				: vscode.l10n.t('{0} waiting to be shared.', state.entries);
		case 'unreachable':
			return vscode.l10n.t(
				'Not shared since {0}, {1} waiting. {2}',
				new Date(state.since).toLocaleTimeString(locale(), { timeStyle: 'short' }),
				state.entries,
				state.reason,
			);
	}
}
