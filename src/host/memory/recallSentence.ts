import * as vscode from 'vscode';
import { isHealthy, type PathHealth, type RecallHealth } from '../../core/memory/recallHealth.js';

export interface RecallSentence {
	readonly sentence: string;
	readonly isHealthy: boolean;
}

/** How recall is, for the foot of the Memory view; nothing while there is nothing to ask for. */
export function recallSentence(health: RecallHealth | undefined): RecallSentence | undefined {
	if (health === undefined || health.words.asked === 0) return undefined;
	const { words, meaning } = health;
	const faults = [
		...(isHealthy(words) ? [] : [wordsFault(words)]),
		...(meaning === undefined || isHealthy(meaning) ? [] : [meaningFault(meaning)]),
	];
	if (faults.length > 0) return { sentence: faults.join(' '), isHealthy: false };
	const sentence =
		meaning === undefined
			? vscode.l10n.t('Recall works, by words.')
			: vscode.l10n.t('Recall works, by words and by meaning.');
	return { sentence, isHealthy: true };
}

export function wordsFault({ asked, found }: PathHealth): string {
	return vscode.l10n.t(
		'Recall by words finds only {0} of {1} memories that it was asked for. Reload the window; if it stays so, run “Prometheus Novel: Check Memory and Backups”.',
		found,
		asked,
	);
}

export function meaningFault({ asked, found, fault }: PathHealth): string {
	return fault === undefined
		? vscode.l10n.t(
				'Recall by meaning finds only {0} of {1} memories that it was asked for; recall by words goes on.',
				found,
				asked,
			)
		: vscode.l10n.t('Recall by meaning does not work; recall by words goes on. {0}', fault);
}
