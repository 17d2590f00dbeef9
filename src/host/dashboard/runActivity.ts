import * as vscode from 'vscode';
import type { GenerationProgress } from '../../core/pipeline/jobs.js';
import type { ReadyDashboard } from '../../protocol/dashboard.js';
import type { NovelProject } from '../../services/novelProject.js';
import { ProgressLine } from '../progressLine.js';

/** What the run of a novel is about, followed from its beginning. */
export class RunActivity {
	#line = new ProgressLine();
	#now: GenerationProgress | undefined;
	#sentence = '';

	/** @returns how to stop */
	follow({ generation }: NovelProject): readonly (() => void)[] {
		return [
			generation.onRun(() => this.#begin()),
			generation.onProgress((now) => {
				// Checks go on beside the draft, whose words are what a novelist watches.
				this.#now = now.words > 0 || this.#now === undefined ? now : { ...this.#now, costMicroUsd: now.costMicroUsd };
				this.#sentence = this.#line.after(now);
			}),
			generation.onPause((isPaused) => (this.#sentence = isPaused ? this.#line.paused() : this.#line.resumed())),
		];
	}

	/** Undefined while nothing is generated in this window. */
	shown({ generation }: NovelProject): ReadyDashboard['activity'] {
		if (!generation.isRunning) return undefined;
		const { chapter, words = 0, wantedWords = 0, costMicroUsd = 0 } = this.#now ?? {};
		return {
			sentence: this.#sentence === '' ? vscode.l10n.t('Getting ready…') : this.#sentence,
			isPaused: generation.isPaused,
			...(chapter === undefined ? {} : { chapter }),
			words,
			wantedWords,
			spent: costMicroUsd,
		};
	}

	#begin(): void {
		this.#line = new ProgressLine();
		this.#now = undefined;
		this.#sentence = '';
	}
}
