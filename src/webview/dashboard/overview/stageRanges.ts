import { axisX, barX, plot, ruleX, text } from '@observablehq/plot';
import type { ForecastShown } from '../../../protocol/dashboard.js';
import { element } from '../../element.js';
import { filled } from '../../filled.js';
import { formats } from '../formats.js';
import { PlotFigure } from '../plotFigure.js';
import { words } from '../words.js';

type StageRange = Extract<ForecastShown, { state: 'done' }>['byStage'][number];

const lineHeight = 26;

/** What each stage still costs: half the time less than the full bar, nine times of ten less than the pale one. */
export class StageRanges {
	readonly #figure = new PlotFigure(words.byStage);
	readonly element = element('div', { class: 'by-stage' }, element('h3', {}, words.byStage), this.#figure.element);

	draw(stages: readonly StageRange[]): void {
		this.element.hidden = stages.length === 0;
		const described = stages.map((stage) => `${stage.name}: ${rangeOf(stage)}`).join('; ');
		this.#figure.draw(JSON.stringify(stages), described, (width) => chartOf(stages, width));
	}
}

function rangeOf({ p50, p90 }: StageRange): string {
	return filled(words.range, formats.money(p50), formats.money(p90));
}

function chartOf(stages: readonly StageRange[], width: number): Element {
	const names = stages.map((_, at) => at);
	const most = Math.max(1, ...stages.map(({ p90 }) => p90));
	return plot({
		width,
		height: stages.length * lineHeight + 28,
		marginLeft: Math.min(190, width * 0.34),
		marginRight: 120,
		marginTop: 4,
		marginBottom: 24,
		x: { domain: [0, most], label: null },
		y: { domain: names, label: null, tickFormat: (at: number) => stages[at]?.name ?? '', tickSize: 0, padding: 0.38 },
		marks: [
			axisX({
				ticks: Math.max(2, Math.floor(width / 180)),
				tickFormat: (amount: number) => formats.money(Math.round(amount)),
			}),
			barX(stages, { x1: 0, x2: 'p90', y: names, className: 'bar-p90' }),
			barX(stages, { x1: 0, x2: 'p50', y: names, className: 'bar-p50' }),
			ruleX([0]),
			text(stages, { x: 'p90', y: names, text: rangeOf, textAnchor: 'start', dx: 6 }),
		],
	});
}
