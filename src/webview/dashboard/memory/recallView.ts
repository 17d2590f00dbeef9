import type { MemoryHealthShown } from '../../../protocol/dashboard.js';
import { element, setText } from '../../element.js';
import { filled } from '../../filled.js';
import { Figure } from '../figure.js';
import { formats } from '../formats.js';
import { Meter } from '../meter.js';
import { words } from '../words.js';
import { Standing } from './standing.js';

interface Answers {
	readonly asked: number;
	readonly found: number;
}

/** Whether recall finds what it is known to hold, when it was last asked. */
export class RecallView {
	readonly element: HTMLElement;
	readonly #standing = new Standing();
	readonly #ways = { words: new Way(words.byWords), meaning: new Way(words.byMeaning) };
	readonly #checkedAt = element('p', { class: 'muted' });

	constructor() {
		const ways = element('dl', { class: 'figures' }, this.#ways.words.element, this.#ways.meaning.element);
		this.element = element(
			'section',
			{ class: 'card' },
			element('h2', {}, words.recall),
			element('ul', { class: 'standings' }, this.#standing.element),
			ways,
			this.#checkedAt,
		);
	}

	draw(recall: MemoryHealthShown['recall']): void {
		this.#standing.draw(recall?.sentence ?? words.noRecall, recall?.isHealthy);
		this.#ways.words.draw(recall?.words);
		this.#ways.meaning.draw(recall?.meaning);
		this.#checkedAt.hidden = recall === undefined;
		setText(this.#checkedAt, recall === undefined ? '' : filled(words.checkedAt, formats.moment(recall.checkedAt)));
	}
}

class Way {
	readonly #figure: Figure;
	readonly #meter: Meter;
	readonly element: HTMLElement;

	constructor(name: string) {
		this.#meter = new Meter('slim', name);
		this.#figure = new Figure(name, { meter: this.#meter });
		this.element = this.#figure.element;
	}

	draw(answers: Answers | undefined): void {
		const text = answers && filled(words.foundOf, answers.found, answers.asked);
		this.#figure.draw(text);
		if (answers !== undefined) this.#meter.draw(answers.found / Math.max(1, answers.asked), text ?? '');
	}
}
