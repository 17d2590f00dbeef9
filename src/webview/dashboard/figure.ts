import { element, setText } from '../element.js';
import type { Meter } from './meter.js';

/** A figure under what it is. */
export class Figure {
	readonly element: HTMLElement;
	readonly #value = element('span');

	/**
	 * @param parts.swatch of what it explains in a picture
	 * @param parts.meter the same as a bar
	 */
	constructor(name: string, { swatch, meter }: { readonly swatch?: string; readonly meter?: Meter } = {}) {
		const sign = swatch === undefined ? [] : [element('span', { class: `swatch ${swatch}` })];
		const value = element('dd', {}, this.#value, ...(meter === undefined ? [] : [meter.element]));
		this.element = element('div', { class: 'figure' }, element('dt', {}, ...sign, name), value);
	}

	/** @param value undefined where there is none */
	draw(value: string | undefined): void {
		this.element.hidden = value === undefined;
		setText(this.#value, value ?? '');
	}
}
