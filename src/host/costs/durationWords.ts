import * as vscode from 'vscode';
import { decimal } from '../locale.js';

export function durationWords(ms: number): string {
	const seconds = Math.round(ms / 1_000);
	if (seconds < 90) return vscode.l10n.t('{0} seconds', seconds);
	const minutes = Math.round(seconds / 60);
	if (minutes < 90) return vscode.l10n.t('{0} minutes', minutes);
	return vscode.l10n.t('{0} hours', decimal(minutes / 60, 1));
}
