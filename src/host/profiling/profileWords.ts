import * as vscode from 'vscode';
import type { Bottleneck } from '../../core/profiling/bottlenecks.js';
import type { OperationType } from '../../core/profiling/span.js';
import type { TimeUse } from '../../core/profiling/timeUse.js';
import { decimal } from '../locale.js';
import { durationWords } from '../costs/durationWords.js';
import { stageTitle } from '../stageTitles.js';

/** Of a bottleneck: the stage whose work it is, or what was waited for. */
export function bottleneckName({ kind, stage }: Bottleneck): string {
	return kind === 'stage' ? stageTitle(stage ?? '') : useTitle(kind);
}

export function useTitle(use: TimeUse): string {
	const titles: Readonly<Record<TimeUse, string>> = {
		'first-text': vscode.l10n.t('waiting for models’ first words'),
		writing: vscode.l10n.t('models writing'),
		memory: vscode.l10n.t('memory'),
		context: vscode.l10n.t('fitting what is known to a prompt'),
		store: vscode.l10n.t('saving'),
		computing: vscode.l10n.t('computing'),
		retry: vscode.l10n.t('pauses before another try'),
		'rate-limit': vscode.l10n.t('waiting for rate limits'),
		'provider-away': vscode.l10n.t('waiting for providers that were away'),
		between: vscode.l10n.t('before, between and after the work'),
	};
	return titles[use];
}

/** @param stage undefined for what belongs to none */
export function operationTitle(type: OperationType, stage: string | undefined): string {
	return stage === undefined ? typeTitle(type) : `${typeTitle(type)}: ${stageTitle(stage)}`;
}

function typeTitle(type: OperationType): string {
	const titles: Readonly<Record<OperationType, string>> = {
		run: vscode.l10n.t('Run'),
		stage: vscode.l10n.t('Stage'),
		'model-call': vscode.l10n.t('Model call'),
		memory: vscode.l10n.t('Memory'),
		context: vscode.l10n.t('Context'),
		store: vscode.l10n.t('Saving'),
		wait: vscode.l10n.t('Wait'),
	};
	return titles[type];
}

/** Milliseconds in words, as finely as they can be told apart. */
export function preciseDuration(ms: number): string {
	if (ms < 1_000) return vscode.l10n.t('{0} ms', Math.round(ms));
	return ms < 90_000 ? vscode.l10n.t('{0} s', decimal(ms / 1_000, 1)) : durationWords(ms);
}
