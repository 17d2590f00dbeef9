import { element, setAttribute } from '../element.js';

/** How much there is of a whole, as a bar. */
export class Meter {
	readonly element: HTMLElement;
	readonly #filled = element('div', { class: 'meter-filled' });

	/** @param kind decides the look */
	constructor(kind: string, label: string) {
		this.element = element(
			'div',
			{ class: `meter ${kind}`, role: 'meter', 'aria-label': label, 'aria-valuemin': '0', 'aria-valuemax': '100' },
			this.#filled,
		);
	}

	/**
	 * @param share of 1; what is beyond fills it
	 * @param text what those hear who do not see it
	 */
	draw(share: number, text: string): void {
		const percent = Math.min(100, Math.max(0, share * 100));
		setLength(this.#filled, 'width', percent);
		setAttribute(this.element, 'aria-valuenow', String(Math.round(percent)));
		setAttribute(this.element, 'aria-valuetext', text);
	}
}

/** By the style's own interface, which the page's policy allows. @param percent of the whole */
export function setLength(target: HTMLElement | SVGElement, property: 'width' | 'left', percent: number): void {
	const length = `${Math.round(percent * 100) / 100}%`;
	if (target.style[property] !== length) target.style[property] = length;
}
