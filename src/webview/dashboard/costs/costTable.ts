import type { CostRow, CostsShown } from '../../../protocol/dashboard.js';
import { element, setChildren } from '../../element.js';
import { filled } from '../../filled.js';
import { KeyedPieces } from '../../keyedList.js';
import { textButton } from '../../iconButton.js';
import type { DashboardActions } from '../dashboardActions.js';
import type { DashboardState } from '../dashboardState.js';
import { words } from '../words.js';
import { CostCells } from './costCells.js';
import { CostHead } from './costHead.js';
import { CostLine } from './costLine.js';
import { sortAfterPress, sortedRows, type CostColumn } from './costSort.js';

/** Rows that are shown at first, and that each press adds: with more of them sorting would be felt. */
const step = 50;

/** Every row with its figures, sorted by whichever column one likes; the sum stands at the end. */
export class CostTable {
	readonly element: HTMLElement;
	readonly #actions: DashboardActions;
	readonly #state: DashboardState;
	readonly #head: CostHead;
	readonly #sum = new CostCells();
	readonly #sumName = element('th', { role: 'rowheader', scope: 'row' }, words.all);
	readonly #foot: HTMLElement;
	readonly #table = element('table', { class: 'costs', role: 'table', 'aria-label': words.costTable });
	readonly #more = textButton(words.showMore, 'secondary', () => this.#showMore());
	#lines: KeyedPieces<CostRow, CostLine>;
	#shown = step;
	#costs: CostsShown | undefined;
	#runs: ReadonlySet<string> = new Set();

	constructor(actions: DashboardActions, state: DashboardState) {
		this.#actions = actions;
		this.#state = state;
		this.#head = new CostHead((column) => this.#sortBy(column));
		this.#lines = this.#linesOf();
		const sumRow = element('tr', { role: 'row' }, this.#sumName, ...this.#sum.elements);
		this.#foot = element('tfoot', { role: 'rowgroup' }, sumRow);
		this.element = element('div', {}, element('div', { class: 'table-frame' }, this.#table), this.#more);
	}

	/** @param runs that are still known, so that their timelines can be shown */
	draw(costs: CostsShown, runs: ReadonlySet<string>): void {
		if (costs.breakdown !== this.#costs?.breakdown) {
			this.#lines = this.#linesOf();
			this.#shown = step;
		}
		this.#costs = costs;
		this.#runs = runs;
		this.#head.draw(costs.breakdown, this.#state.value.sort);
		this.#sum.draw(costs.total);
		const rows = sortedRows(costs.rows, this.#state.value.sort);
		const lines = this.#lines.of(rows.slice(0, this.#shown), rows.slice(this.#shown));
		this.#more.hidden = rows.length <= this.#shown;
		setChildren(this.#table, [this.#head.element, ...lines.map((line) => line.element), this.#foot]);
	}

	#showMore(): void {
		this.#shown += step;
		if (this.#costs !== undefined) this.draw(this.#costs, this.#runs);
	}

	#sortBy(column: CostColumn): void {
		const sort = sortAfterPress(this.#state.value.sort, column);
		this.#state.change({ sort });
		if (this.#costs !== undefined) this.draw(this.#costs, this.#runs);
		this.#actions.say(filled(sort.isDescending ? words.sortedDown : words.sortedUp, this.#head.nameOf(column)));
	}

	#linesOf(): KeyedPieces<CostRow, CostLine> {
		return new KeyedPieces(keyOf, () => {
			return new CostLine({
				actions: this.#actions,
				breakdown: () => this.#costs?.breakdown ?? 'stage',
				total: () => this.#costs?.total.spent ?? 0,
				isKnownRun: (run) => this.#runs.has(run),
				isOpened: (row) => this.#state.value.opened.includes(keyOf(row)),
				setOpened: (row, opened) => this.#setOpened(keyOf(row), opened),
			});
		});
	}

	#setOpened(key: string, opened: boolean): void {
		const others = this.#state.value.opened.filter((one) => one !== key);
		this.#state.change({ opened: opened ? [...others, key] : others });
	}
}

function keyOf({ key }: CostRow): string {
	return JSON.stringify(key);
}
