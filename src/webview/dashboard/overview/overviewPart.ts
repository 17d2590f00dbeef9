import type { ReadyDashboard } from '../../../protocol/dashboard.js';
import { element } from '../../element.js';
import type { DashboardActions } from '../dashboardActions.js';
import type { Part } from '../part.js';
import { ActivityView } from './activityView.js';
import { AlertList } from './alertList.js';
import { BudgetView } from './budgetView.js';
import { ForecastView } from './forecastView.js';

/** How the book stands: what is being made, what it has cost, what it will take, what there was to be said of the budget. */
export class OverviewPart implements Part {
	readonly element = element('div', { class: 'part' });
	readonly #activity: ActivityView;
	readonly #budget: BudgetView;
	readonly #forecast: ForecastView;
	readonly #alerts = new AlertList();

	constructor(actions: DashboardActions) {
		this.#activity = new ActivityView(actions);
		this.#budget = new BudgetView(actions);
		this.#forecast = new ForecastView(actions);
		const views = [this.#activity, this.#budget, this.#forecast, this.#alerts];
		this.element.append(element('div', { class: 'sheet' }, ...views.map((view) => view.element)));
	}

	draw(snapshot: ReadyDashboard): void {
		this.#activity.draw(snapshot);
		this.#budget.draw(snapshot);
		this.#forecast.draw(snapshot);
		this.#alerts.draw(snapshot.alerts);
	}
}
