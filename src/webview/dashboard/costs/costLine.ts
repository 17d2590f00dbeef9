import type { Breakdown, CostRow } from '../../../protocol/dashboard.js';
import { element, setAttribute, setText } from '../../element.js';
import { filled } from '../../filled.js';
import { iconButton, textButton } from '../../iconButton.js';
import type { Piece } from '../../keyedList.js';
import type { DashboardActions } from '../dashboardActions.js';
import { setLength } from '../meter.js';
import { words } from '../words.js';
import { CallsPanel } from './callsPanel.js';
import { CostCells } from './costCells.js';

export interface CostLineParts {
	readonly actions: DashboardActions;
	breakdown(): Breakdown;
	/** Micro-dollars of all rows. */
	total(): number;
	isKnownRun(run: string): boolean;
	isOpened(row: CostRow): boolean;
	setOpened(row: CostRow, opened: boolean): void;
}

let lastNumber = 0;

/** One row of a breakdown; its latest calls open beneath it. */
export class CostLine implements Piece<CostRow> {
	readonly element: HTMLElement;
	readonly #parts: CostLineParts;
	readonly #toggle = iconButton('chevron', '', () => this.#setOpened(!this.#isOpened));
	readonly #name = element('span', { class: 'name' });
	readonly #link = textButton('', 'link', () => this.#follow());
	readonly #share = element('div', { class: 'share' });
	readonly #cells = new CostCells();
	readonly #id = `calls-${++lastNumber}`;
	#below: HTMLElement | undefined;
	#panel: CallsPanel | undefined;
	#row: CostRow | undefined;

	constructor(parts: CostLineParts) {
		this.#parts = parts;
		this.#link.classList.add('name');
		const names = [this.#toggle, this.#name, this.#link, this.#share];
		const head = element('th', { role: 'rowheader', scope: 'row' }, ...names);
		const main = element('tr', { role: 'row', class: 'cost-row' }, head, ...this.#cells.elements);
		this.element = element('tbody', { role: 'rowgroup' }, main);
		main.addEventListener('click', () => this.#setOpened(!this.#isOpened));
	}

	update(row: CostRow): void {
		const before = this.#row;
		this.#row = row;
		this.#drawName(row);
		this.#cells.draw(row);
		setLength(this.#share, 'width', (100 * row.spent) / Math.max(1, this.#parts.total()));
		const isOpened = this.#isOpened;
		setAttribute(this.#toggle, 'aria-expanded', String(isOpened));
		if (this.#below !== undefined && this.#below.hidden === isOpened) this.#below.hidden = !isOpened;
		if (this.element.hasAttribute('data-opened') !== isOpened) this.element.toggleAttribute('data-opened', isOpened);
		const isOther = before?.calls !== row.calls || before.spent !== row.spent;
		if (isOpened && isOther) this.#drawCalls(row);
	}

	get #isOpened(): boolean {
		return this.#row !== undefined && this.#parts.isOpened(this.#row);
	}

	#setOpened(opened: boolean): void {
		if (this.#row === undefined) return;
		this.#parts.setOpened(this.#row, opened);
		if (opened) this.#drawCalls(this.#row);
		this.update(this.#row);
	}

	#drawCalls({ key }: CostRow): void {
		this.#panel ??= this.#makeCalls(key);
		void this.#panel.refresh();
	}

	/** Most rows are never opened. */
	#makeCalls(key: CostRow['key']): CallsPanel {
		const panel = new CallsPanel(this.#parts.actions, this.#parts.breakdown(), key);
		const cell = element('td', { role: 'cell', colspan: '8' }, panel.element);
		this.#below = element('tr', { role: 'row', class: 'calls-row', id: this.#id }, cell);
		this.element.append(this.#below);
		this.#toggle.setAttribute('aria-controls', this.#id);
		return panel;
	}

	#drawName(row: CostRow): void {
		const leads = this.#leadsTo(row) !== undefined;
		this.#name.hidden = leads;
		this.#link.hidden = !leads;
		setText(leads ? this.#link : this.#name, row.name);
		setAttribute(leads ? this.#link : this.#name, 'title', row.name);
		const label = filled(words.callsOf, row.name);
		setAttribute(this.#toggle, 'aria-label', label);
		setAttribute(this.#toggle, 'title', label);
	}

	#leadsTo({ key }: CostRow): { readonly chapter: number } | { readonly run: string } | undefined {
		const breakdown = this.#parts.breakdown();
		if (breakdown === 'chapter' && typeof key === 'number' && key > 0) return { chapter: key };
		if (breakdown === 'run' && typeof key === 'string' && this.#parts.isKnownRun(key)) return { run: key };
		return undefined;
	}

	#follow(): void {
		const place = this.#row && this.#leadsTo(this.#row);
		if (place === undefined) return;
		if ('chapter' in place) this.#parts.actions.openChapter(place.chapter);
		else this.#parts.actions.showRun(place.run);
	}
}
