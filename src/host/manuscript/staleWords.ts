import * as vscode from 'vscode';
import { formatMoney } from '../../core/cost/money.js';
import type { MendingCost } from '../../core/staleness/mendingCost.js';
import type { StaleReason } from '../../core/staleness/staleness.js';

/** A whole sentence. */
export function staleReasonSentence(chapter: number, reason: StaleReason): string {
	switch (reason.kind) {
		case 'file':
			return fileSentences[reason.change](reason.path);
		case 'setting':
			return vscode.l10n.t('“{0}” in novel.json was changed.', reason.field);
		case 'outline':
			return reason.chapter === chapter
				? vscode.l10n.t('The outline of this chapter was changed.')
				: vscode.l10n.t('The outline of chapter {0} was changed.', reason.chapter);
		case 'chapter':
			return vscode.l10n.t('Chapter {0} was changed.', reason.chapter);
		case 'memory':
			return vscode.l10n.t('What is remembered of chapter {0} was changed.', reason.chapter);
		case 'notes':
			return vscode.l10n.t('Your notes were changed.');
	}
}

const fileSentences = {
	changed: (path: string) => vscode.l10n.t('{0} was changed.', path),
	added: (path: string) => vscode.l10n.t('{0} was added.', path),
	removed: (path: string) => vscode.l10n.t('{0} was taken away.', path),
} as const;

/** @param waitsFor one or more chapters */
export function waitsForSentence(waitsFor: readonly number[]): string {
	return waitsFor.length === 1
		? vscode.l10n.t('May become stale when chapter {0} is mended or read again.', waitsFor.join())
		: vscode.l10n.t('May become stale when chapters {0} are mended or read again.', waitsFor.join(', '));
}

export function staleCountSentence(count: number): string {
	return count === 1 ? vscode.l10n.t('One chapter is stale.') : vscode.l10n.t('{0} chapters are stale.', count);
}

/** What mending all of them would cost. */
export function mendingSentence({ chapters, isFree, p50 }: MendingCost): string {
	if (isFree)
		return chapters.length === 1
			? vscode.l10n.t('Drafting it again costs nothing with the models that are set.')
			: vscode.l10n.t('Drafting them again costs nothing with the models that are set.');
	return chapters.length === 1
		? vscode.l10n.t('Drafting it again costs about {0}.', formatMoney(p50))
		: vscode.l10n.t('Drafting them again costs about {0}.', formatMoney(p50));
}
