import * as vscode from 'vscode';
import { formatMoney, microUsd } from '../core/cost/money.js';
import type { GenerationProgress } from '../core/pipeline/jobs.js';
import { stageTitle } from './stageTitles.js';

/** Stages run side by side; what is drafted is what a novelist watches, so a check does not take its place. */
export class ProgressLine {
	#doing = '';

	after(now: GenerationProgress): string {
		if (now.words > 0 || this.#doing === '' || now.stage === 'scene_plan') this.#doing = doing(now);
		const tokens = vscode.l10n.t('{0} tokens', now.tokens.toLocaleString());
		const note = now.note === undefined ? [] : [now.note];
		return [this.#doing, tokens, formatMoney(microUsd(now.costMicroUsd)), ...note].join(' · ');
	}
}

function doing({ chapter, scene, stage, words, wantedWords }: GenerationProgress): string {
	const inScene = scene === undefined ? '' : `, ${vscode.l10n.t('scene {0}', scene)}`;
	const where = chapter === undefined ? [] : [`${vscode.l10n.t('Chapter {0}', chapter)}${inScene}`];
	const written =
		words > 0 ? [vscode.l10n.t('{0} of {1} words', words.toLocaleString(), wantedWords.toLocaleString())] : [];
	return [...where, stageTitle(stage), ...written].join(' · ');
}
