import type { CostRow } from '../../../protocol/dashboard.js';
import { element, setText } from '../../element.js';
import { formats } from '../formats.js';
import { costColumns, type CostColumn } from './costSort.js';

type FigureColumn = Exclude<CostColumn, 'name'>;

const figureColumns = costColumns.filter((column): column is FigureColumn => column !== 'name');
const moneyColumns: ReadonlySet<FigureColumn> = new Set(['saved', 'held', 'spent']);

/** The figures of a row, in the order of the columns. */
export class CostCells {
	readonly elements = figureColumns.map((column) => element('td', { role: 'cell', class: `column-${column}` }));
	#drawn: readonly number[] = [];

	draw(row: CostRow): void {
		const figures = figureColumns.map((column) => row[column]);
		figureColumns.forEach((column, at) => {
			const cell = this.elements[at];
			const figure = figures[at];
			if (cell !== undefined && figure !== undefined && figure !== this.#drawn[at]) drawFigure(cell, column, figure);
		});
		this.#drawn = figures;
	}
}

/** Nothing is a dash, so that what there is stands out. */
function drawFigure(cell: HTMLElement, column: FigureColumn, figure: number): void {
	const isMoney = moneyColumns.has(column);
	setText(cell, figure === 0 && column !== 'spent' ? '–' : isMoney ? formats.money(figure) : formats.compact(figure));
	if (!isMoney) cell.title = formats.count(figure);
}
