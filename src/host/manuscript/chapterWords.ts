import * as vscode from 'vscode';
import { formatMoney } from '../../core/cost/money.js';
import { locale } from '../locale.js';
import type { ShownChapter } from './rows.js';
import { staleReasonSentence, waitsForSentence } from './staleWords.js';

/** `1,498 / 1,500 words · $0.04 · stale`. */
export function chapterDescription(shown: ShownChapter): string {
	const { words, wantedWords, cost, hasCandidate, staleness, state, isInWork } = shown;
	const [written, wanted] = [words.toLocaleString(locale()), wantedWords.toLocaleString(locale())];
	const isUntouched = state === 'planned' && !isInWork;
	return [
		isUntouched ? vscode.l10n.t('planned') : vscode.l10n.t('{0} / {1} words', written, wanted),
		...(cost > 0 ? [formatMoney(cost)] : []),
		...(staleness?.freshness === 'stale' ? [vscode.l10n.t('stale')] : []),
		...(staleness?.freshness === 'may-become-stale' ? [vscode.l10n.t('may become stale')] : []),
		...(hasCandidate ? [vscode.l10n.t('candidate')] : []),
	].join(' · ');
}

/** Whole sentences, for the ear and for the tooltip: what it is, why it is stale, what that and all so far costs. */
export function chapterSentences(shown: ShownChapter): readonly string[] {
	const { cost, model, hasCandidate } = shown;
	return [
		stateSentence(shown),
		wordsSentence(shown),
		...staleSentences(shown),
		...(hasCandidate ? [vscode.l10n.t('A new version of it waits beside it.')] : []),
		...(cost > 0 ? [vscode.l10n.t('It has cost {0} so far.', formatMoney(cost))] : []),
		...(model === undefined ? [] : [vscode.l10n.t('Drafted by {0}.', model)]),
	];
}

export function chapterLabel({ chapter, title }: Pick<ShownChapter, 'chapter' | 'title'>): string {
	return `${chapter}. ${title}`;
}

function stateSentence({ state, isInWork }: ShownChapter): string {
	if (isInWork) return vscode.l10n.t('Being written now.');
	switch (state) {
		case 'planned':
			return vscode.l10n.t('Planned.');
		case 'drafting':
			return vscode.l10n.t('An unfinished draft.');
		case 'drafted':
			return vscode.l10n.t('Drafted.');
		case 'edited':
			return vscode.l10n.t('Edited by you.');
	}
}

function wordsSentence({ words, wantedWords }: ShownChapter): string {
	return vscode.l10n.t('{0} of {1} words.', words.toLocaleString(locale()), wantedWords.toLocaleString(locale()));
}

function staleSentences({ chapter, staleness, mending }: ShownChapter): readonly string[] {
	if (staleness === undefined || staleness.freshness === 'fresh') return [];
	if (staleness.freshness === 'may-become-stale') return [waitsForSentence(staleness.waitsFor)];
	const reasons = staleness.reasons.map((reason) => staleReasonSentence(chapter, reason));
	return [vscode.l10n.t('Stale:'), ...reasons, ...mendingSentences(mending)];
}

function mendingSentences(mending: ShownChapter['mending']): readonly string[] {
	if (mending === undefined) return [];
	if (mending === 'free') return [vscode.l10n.t('Drafting it again costs nothing with the models that are set.')];
	return [vscode.l10n.t('Drafting it again costs about {0}.', formatMoney(mending))];
}
