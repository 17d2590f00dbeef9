import * as vscode from 'vscode';
import { formatMoney, microUsd } from '../core/cost/money.js';
import type { GenerationProgress } from '../core/pipeline/jobs.js';
import { stageTitle } from './stageTitles.js';
import { locale } from './locale.js';

/** Stages run side by side; what is drafted is what a novelist watches, so a check does not take its place. */
export class ProgressLine {
	#doing = '';
	/** Words of the chapters that are growing. */
	readonly #growing = new Map<number, number>();
	#isPaused = false;

	/** What runs goes on, and says so after this. */
	paused(): string {
		this.#isPaused = true;
		return [vscode.l10n.t('Paused'), this.#doing].filter((part) => part !== '').join(' · ');
	}

	resumed(): string {
		this.#isPaused = false;
		return this.#doing;
	}

	after(now: GenerationProgress): string {
		this.#note(now);
		if (now.words > 0 || this.#doing === '' || now.stage === 'scene_plan')
			this.#doing = this.#growing.size > 1 ? this.#several() : doing(now);
		const tokens = vscode.l10n.t('{0} tokens', now.tokens.toLocaleString(locale()));
		const note = now.note === undefined ? [] : [now.note];
		const pause = this.#isPaused ? [vscode.l10n.t('Paused')] : [];
		return [...pause, this.#doing, tokens, formatMoney(microUsd(now.costMicroUsd)), ...note].join(' · ');
	}

	#note({ chapter, stage, words }: GenerationProgress): void {
		if (chapter === undefined) return;
		if (words > 0) this.#growing.set(chapter, words);
		else if (stage === 'chapter_assembly') this.#growing.delete(chapter);
	}

	#several(): string {
		const words = [...this.#growing.values()].reduce((sum, one) => sum + one, 0);
		const chapters = vscode.l10n.t('{0} chapters at once', this.#growing.size);
		return [chapters, stageTitle('scene_drafting'), vscode.l10n.t('{0} words', words.toLocaleString(locale()))].join(
			' · ',
		);
	}
}

function doing({ chapter, scene, stage, words, wantedWords }: GenerationProgress): string {
	const inScene = scene === undefined ? '' : `, ${vscode.l10n.t('scene {0}', scene)}`;
	const where = chapter === undefined ? [] : [`${vscode.l10n.t('Chapter {0}', chapter)}${inScene}`];
	const written =
		words > 0
			? [vscode.l10n.t('{0} of {1} words', words.toLocaleString(locale()), wantedWords.toLocaleString(locale()))]
			: [];
	return [...where, stageTitle(stage), ...written].join(' · ');
}
