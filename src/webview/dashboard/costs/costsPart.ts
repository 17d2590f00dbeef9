import type { ReadyDashboard } from '../../../protocol/dashboard.js';
import { element } from '../../element.js';
import { EmptyView } from '../../emptyView.js';
import { textButton } from '../../iconButton.js';
import type { DashboardActions } from '../dashboardActions.js';
import type { DashboardState } from '../dashboardState.js';
import type { Part } from '../part.js';
import { words } from '../words.js';
import { BreakdownChooser } from './breakdownChooser.js';
import { CostChart } from './costChart.js';
import { CostTable } from './costTable.js';
import { SavingsView } from './savingsView.js';

/** What the book has cost, by whatever one wants to see it. */
export class CostsPart implements Part {
	readonly element = element('div', { class: 'part' });
	readonly #savings = new SavingsView();
	readonly #chooser: BreakdownChooser;
	readonly #chart = new CostChart();
	readonly #table: CostTable;
	readonly #figures: HTMLElement;
	readonly #nothing: EmptyView<'generateNextChapter'>;

	constructor(actions: DashboardActions, state: DashboardState) {
		this.#chooser = new BreakdownChooser(state.value.breakdown, (breakdown) => actions.showBreakdown(breakdown));
		this.#table = new CostTable(actions, state);
		this.#nothing = new EmptyView((what) => actions.start(what));
		const exportLedger = textButton(words.exportLedger, 'secondary', () => actions.start('exportLedger'));
		this.#figures = element(
			'div',
			{ class: 'sheet' },
			this.#savings.element,
			element('div', { class: 'bar' }, this.#chooser.element, exportLedger),
			this.#chart.element,
			this.#table.element,
		);
		this.element.append(this.#nothing.element, this.#figures);
	}

	draw({ costs, savings, runs }: ReadyDashboard): void {
		const isNothing = costs.total.calls === 0 && costs.rows.length === 0;
		this.#nothing.element.hidden = !isNothing;
		this.#figures.hidden = isNothing;
		if (isNothing) {
			return this.#nothing.draw({
				title: words.nothingSpent,
				text: words.nothingSpentTip,
				buttons: [[words.generateNextChapter, 'generateNextChapter']],
			});
		}
		this.#savings.draw(savings);
		this.#chart.draw(costs);
		this.#table.draw(costs, new Set(runs.map(({ id }) => id)));
	}
}
