import { element } from '../element.js';

/** A table that may be wider than the page: it is scrolled by itself, with the keyboard as well. */
export function tableFrame(table: HTMLTableElement, label: string): HTMLElement {
	return element('div', { class: 'table-frame', role: 'region', tabindex: '0', 'aria-label': label }, table);
}
