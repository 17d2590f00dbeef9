import { axisX, axisY, barX, barY, plot, ruleX, ruleY, text } from '@observablehq/plot';
import type { Breakdown, CostRow, CostsShown } from '../../../protocol/dashboard.js';
import { filled } from '../../filled.js';
import { formats } from '../formats.js';
import { PlotFigure } from '../plotFigure.js';
import { words } from '../words.js';
import { sortedRows } from './costSort.js';

/** Of what has no order of its own, the dearest are shown. */
const mostBars = 10;
const barHeight = 26;
const columnsHeight = 200;
/** A name under a column takes about this many pixels. */
const nameWidth = 76;

const inOrder: ReadonlySet<Breakdown> = new Set(['chapter', 'day', 'run']);

/** What is spent and held: columns along the book or the calendar, or bars from the dearest. */
export class CostChart {
	readonly #figure = new PlotFigure(words.costChart);
	readonly element = this.#figure.element;

	draw({ breakdown, rows }: CostsShown): void {
		const isInOrder = inOrder.has(breakdown);
		const shown = isInOrder
			? sortedRows(rows, { column: 'name', isDescending: false })
			: sortedRows(rows, { column: 'spent', isDescending: true }).slice(0, mostBars);
		const drawn = JSON.stringify([breakdown, shown.map(({ name, spent, held }) => [name, spent, held])]);
		this.#figure.draw(drawn, describedOf(rows), (width) => (isInOrder ? columns(shown, width) : bars(shown, width)));
	}
}

function describedOf(rows: readonly CostRow[]): string {
	const dearest = sortedRows(rows, { column: 'spent', isDescending: true }).slice(0, 3);
	return dearest.map(({ name, spent }) => `${name} ${formats.money(spent)}`).join('; ');
}

function bars(rows: readonly CostRow[], width: number): Element {
	const y = rows.map((_, at) => at);
	return plot({
		width,
		height: rows.length * barHeight + 12,
		marginLeft: Math.min(190, width * 0.34),
		marginRight: rows.some(isHeld) ? 132 : 80,
		marginTop: 6,
		marginBottom: 6,
		x: { axis: null, domain: [0, most(rows)] },
		y: {
			domain: y,
			label: null,
			tickSize: 0,
			padding: 0.38,
			tickFormat: (at: number) => shortened(rows[at]?.name ?? '', width / 3.6),
		},
		marks: [
			barX(rows, { x1: 0, x2: 'spent', y, className: 'bar-spent' }),
			barX(rows, { x1: 'spent', x2: committed, y, filter: isHeld, className: 'bar-held' }),
			ruleX([0]),
			text(rows, {
				x: committed,
				y,
				text: wordsOf,
				textAnchor: 'start',
				dx: 6,
			}),
		],
	});
}

function columns(rows: readonly CostRow[], width: number): Element {
	const x = rows.map((_, at) => at);
	const room = Math.max(1, Math.floor((width - 70) / nameWidth));
	const every = Math.ceil(rows.length / room);
	return plot({
		width,
		height: columnsHeight,
		marginLeft: 58,
		marginRight: 8,
		marginTop: 12,
		marginBottom: 26,
		x: { domain: x, label: null, padding: rows.length > 60 ? 0.1 : 0.3 },
		y: { label: null, domain: [0, most(rows)], nice: true, grid: true },
		marks: [
			axisX({
				ticks: x.filter((at) => at % every === 0),
				tickSize: 0,
				tickFormat: (at: number) => shortened(rows[at]?.name ?? '', nameWidth),
			}),
			axisY({ ticks: 4, tickSize: 0, tickFormat: (amount: number) => formats.money(Math.round(amount)) }),
			barY(rows, { y1: 0, y2: 'spent', x, className: 'bar-spent' }),
			barY(rows, { y1: 'spent', y2: committed, x, filter: isHeld, className: 'bar-held' }),
			ruleY([0]),
		],
	});
}

/** What is held begins where what is spent ends. */
function committed({ spent, held }: CostRow): number {
	return spent + held;
}

function isHeld({ held }: CostRow): boolean {
	return held > 0;
}

function most(rows: readonly CostRow[]): number {
	return Math.max(1, ...rows.map(committed));
}

function wordsOf({ spent, held }: CostRow): string {
	return held === 0 ? formats.money(spent) : filled(words.spentAndHeld, formats.money(spent), formats.money(held));
}

/** @param width in pixels */
function shortened(name: string, width: number): string {
	const length = Math.max(4, Math.floor(width / 6.4));
	return name.length <= length ? name : `${name.slice(0, length - 1).trimEnd()}…`;
}
