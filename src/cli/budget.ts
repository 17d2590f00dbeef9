import type { BudgetAlert } from '../core/cost/alerts.js';
import type { BudgetSharing } from '../core/cost/budgetSharing.js';
import { formatMoney, microUsd } from '../core/cost/money.js';
import type { BudgetStatus } from '../services/cost/costService.js';
import type { CommandLine } from './options.js';
import { print } from './output.js';
import { withProject } from './withProject.js';

/** What may be spent, what is spent and held, and which thresholds were crossed. */
export async function budget(command: CommandLine): Promise<number> {
	return await withProject(command, async ({ costs, budgetSharing }) => {
		const status = costs.checkBudget();
		const alerts = costs.alertHistory();
		const { state, warnings } = budgetSharing;
		print(command.json, { ...status, alerts, sharing: state, warnings }, () => [
			...linesOf(status),
			...sharingLines(state),
			...warnings,
			...alerts.map(alertLine),
		]);
		return await Promise.resolve(0);
	});
}

function linesOf(status: BudgetStatus): readonly string[] {
	const { limit, spent, held, left, elsewhere, spentElsewhere, month, runLimit, problem } = status;
	if (problem !== undefined) return [problem];
	return [
		`${formatMoney(microUsd(spent + spentElsewhere))} of ${formatMoney(limit)} spent, ${formatMoney(held)} held for calls in flight, ${formatMoney(left)} left`,
		...(elsewhere > 0 ? [`${formatMoney(elsewhere)} spent and held on other machines`] : []),
		...(month === undefined ? [] : [`This month: ${formatMoney(month.spent)} of ${formatMoney(month.limit)}`]),
		...(runLimit === undefined ? [] : [`One run: at most ${formatMoney(runLimit)}`]),
	];
}

function sharingLines(state: BudgetSharing): readonly string[] {
	if (state.kind === 'local') return [];
	if (state.kind !== 'away') return [`Shared through a server: ${state.kind}`];
	return [`The server of the shared budget is away since ${new Date(state.since).toISOString()}. ${state.reason}`];
}

function alertLine({ at, level, scope, period, threshold, limit, spent }: BudgetAlert): string {
	const of = `${formatMoney(limit)}${period === '' ? '' : ` (${period})`}`;
	return `${new Date(at).toISOString()} ${level}: ${threshold} % of the ${scope} budget of ${of}, at ${formatMoney(spent)}`;
}
