import { element } from './element.js';
import { textButton } from './iconButton.js';

export interface Emptiness<Start extends string> {
	readonly title: string;
	readonly text: string;
	/** The first is the one that most will want. */
	readonly buttons: readonly (readonly [label: string, what: Start])[];
}

/** Where there is nothing to show, what to do about it. */
export class EmptyView<Start extends string> {
	readonly element = element('div', { class: 'empty' });
	readonly #start: (what: Start) => void;
	#drawn = '';

	constructor(start: (what: Start) => void) {
		this.#start = start;
	}

	draw(emptiness: Emptiness<Start>): void {
		const drawn = JSON.stringify(emptiness);
		if (drawn === this.#drawn) return;
		this.#drawn = drawn;
		const { title, text, buttons } = emptiness;
		this.element.replaceChildren(
			element('h2', {}, title),
			...(text === '' ? [] : [element('p', {}, text)]),
			...buttons.map(([label, what], at) =>
				textButton(label, at === 0 ? 'primary' : 'secondary', () => this.#start(what)),
			),
		);
	}
}
