import type { ReadyDashboard } from '../../protocol/dashboard.js';
import { element, setText } from '../element.js';
import { filled } from '../filled.js';
import { Meter } from './meter.js';
import { words } from './words.js';

/** Which book it is, and how far it is. */
export class NovelHeader {
	readonly element: HTMLElement;
	readonly #title = element('h1');
	readonly #sentence = element('p');
	readonly #meter = new Meter('progress', words.progress);

	constructor() {
		this.element = element('header', {}, this.#title, this.#sentence, this.#meter.element);
	}

	draw({ novel, progress }: ReadyDashboard): void {
		const { chapters, finished, words: written, wantedWords } = progress;
		const sentence = filled(words.progressSentence, finished, chapters, written, wantedWords);
		setText(this.#title, novel);
		setText(this.#sentence, sentence);
		this.#meter.draw(wantedWords === 0 ? 0 : written / wantedWords, sentence);
	}
}
