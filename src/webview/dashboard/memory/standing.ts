import { element, setText } from '../../element.js';
import { icon, setIcon } from '../../icon.js';

/** One sentence, with a sign of whether all is well. */
export class Standing {
	readonly #icon = icon('check');
	readonly #sentence = element('span');
	readonly element = element('li', {}, this.#icon, this.#sentence);

	/** @param isWell undefined where nobody knows yet */
	draw(sentence: string, isWell: boolean | undefined): void {
		this.element.dataset['level'] = isWell === undefined ? 'unknown' : isWell ? 'fine' : 'warning';
		setIcon(this.#icon, isWell === undefined ? 'circle' : isWell ? 'check' : 'triangle');
		setText(this.#sentence, sentence);
	}
}
