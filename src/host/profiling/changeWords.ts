import * as vscode from 'vscode';
import type { NodePlace, Parallelization } from '../../core/profiling/parallelization.js';
import type { RunChange, WhatIf } from '../../core/profiling/runChange.js';
import { stageTitle } from '../stageTitles.js';
import { decimal, locale } from '../locale.js';

/** Less than this is within what a schedule can tell. */
const leastShown = 0.002;

/** What would have been otherwise, and where an author sets it. */
export function changeWords(change: RunChange): string {
	const { faster = {}, slots, strategy, continuity, batchedAudits, unlimitedRates, noRetries } = change;
	const parts = [
		...Object.entries(faster).map(([stage, times]) => fasterWords(stageTitle(stage), times)),
		...(slots === undefined ? [] : [vscode.l10n.t('{0} calls at once (setting “Execution: Concurrency”)', slots)]),
		...(continuity === undefined ? [] : [continuityWords(continuity)]),
		...(strategy === undefined
			? []
			: [vscode.l10n.t('each task as soon as it can be (setting “Execution: Strategy”)')]),
		...(batchedAudits ? [vscode.l10n.t('audits in a batch, back within a day (setting “Execution: Audits”)')] : []),
		...(unlimitedRates ? [vscode.l10n.t('higher rate limits at the provider')] : []),
		...(noRetries ? [vscode.l10n.t('calls that do not fail')] : []),
	];
	return parts.join(', ');
}

function fasterWords(stage: string, times: number): string {
	return times === 2
		? vscode.l10n.t('a model twice as fast for {0} (Choose Models)', stage)
		: vscode.l10n.t('a model {0} times as fast for {1} (Choose Models)', times, stage);
}

function continuityWords(continuity: NonNullable<RunChange['continuity']>): string {
	return continuity === 'planned'
		? vscode.l10n.t('chapters side by side from their plans (setting “Execution: Continuity”)')
		: vscode.l10n.t('chapters one after the other (setting “Execution: Continuity”)');
}

/** Such as "31 % sooner", or "2.9 times sooner". */
export function gainWords({ gain, predictedMs, savedMs }: WhatIf): string {
	const times = (predictedMs + savedMs) / predictedMs;
	if (Math.abs(gain) < leastShown) return vscode.l10n.t('no difference');
	if (times >= 2) return vscode.l10n.t('{0} times sooner', decimal(times, 1));
	return gain < 0 ? vscode.l10n.t('{0} later', percentWords(-gain)) : vscode.l10n.t('{0} sooner', percentWords(gain));
}

/** Which work waited for which, and what that cost. */
export function edgeSentence({ waiting, needed, times, without, remedy }: Parallelization): string {
	const edge =
		times === 1
			? vscode.l10n.t('{0} waited for {1}.', placeWords(waiting), placeWords(needed))
			: vscode.l10n.t('{0} waited for {1}, and so {2} times in all.', placeWords(waiting), placeWords(needed), times);
	const cost =
		remedy !== undefined && remedy.savedMs > 0
			? vscode.l10n.t('With {0}, the run would have ended {1}.', changeWords(remedy.change), gainWords(remedy))
			: vscode.l10n.t('Without that, the run would have ended {0}.', gainWords(without));
	return `${edge} ${cost}`;
}

function placeWords({ stage, chapter, scene }: NodePlace): string {
	const title = stageTitle(stage);
	const name = `${title.slice(0, 1).toLocaleUpperCase(locale())}${title.slice(1)}`;
	if (chapter === undefined) return name;
	return scene === undefined
		? vscode.l10n.t('{0} (chapter {1})', name, chapter)
		: vscode.l10n.t('{0} (chapter {1}, scene {2})', name, chapter, scene);
}

/** `0.4 %`, `31 %` */
export function percentWords(share: number): string {
	return vscode.l10n.t('{0} %', decimal(share * 100, share < 0.1 ? 1 : 0));
}
