import type { Breakdown } from '../../../protocol/dashboard.js';
import { element, setAttribute, setText } from '../../element.js';
import { icon } from '../../icon.js';
import { words } from '../words.js';
import { costColumns, type CostColumn, type CostSort } from './costSort.js';

const tips: Readonly<Partial<Record<CostColumn, string>>> = {
	inputTokens: words.inputTokensTip,
	cachedTokens: words.cachedTokensTip,
	outputTokens: words.outputTokensTip,
	saved: words.savedTip,
	held: words.heldTip,
};

/** The heads of the columns, each a button that sorts by it. */
export class CostHead {
	readonly element: HTMLElement;
	readonly #cells = new Map<CostColumn, HTMLElement>();
	readonly #name = element('span');

	constructor(press: (column: CostColumn) => void) {
		for (const column of costColumns) {
			const label = column === 'name' ? this.#name : element('span', {}, words[column]);
			const tip = tips[column] ?? '';
			const button = element('button', { type: 'button', title: tip }, label, icon('chevron'));
			button.addEventListener('click', () => press(column));
			this.#cells.set(column, element('th', { role: 'columnheader', scope: 'col' }, button));
		}
		const row = element('tr', { role: 'row' }, ...this.#cells.values());
		this.element = element('thead', { role: 'rowgroup' }, row);
	}

	draw(breakdown: Breakdown, { column, isDescending }: CostSort): void {
		setText(this.#name, words[`by_${breakdown}`]);
		const direction = isDescending ? 'descending' : 'ascending';
		for (const [one, cell] of this.#cells) setAttribute(cell, 'aria-sort', one === column ? direction : 'none');
	}

	nameOf(column: CostColumn): string {
		return this.#cells.get(column)?.textContent ?? '';
	}
}
