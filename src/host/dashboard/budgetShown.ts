import { exceededThreshold } from '../../core/cost/alerts.js';
import { microUsd } from '../../core/cost/money.js';
import type { BudgetLevel, BudgetShown } from '../../protocol/dashboard.js';
import type { BudgetStatus } from '../../services/cost/costService.js';

/** @param problems besides those of the settings */
export function budgetShown(status: BudgetStatus, problems: readonly string[]): BudgetShown {
	const { spent, held, limit, left, share, thresholds, month, runLimit, calls, problem } = status;
	const elsewhere = { spent: status.spentElsewhere, held: microUsd(status.elsewhere - status.spentElsewhere) };
	return {
		limit,
		spent: spent + elsewhere.spent,
		held: held + elsewhere.held,
		left,
		share,
		level: problem === undefined ? budgetLevel(share, thresholds) : 'exceeded',
		thresholds,
		elsewhere,
		...(month === undefined ? {} : { month }),
		...(runLimit === undefined ? {} : { runLimit }),
		calls,
		problems: [...(problem === undefined ? [] : [problem]), ...problems],
	};
}

function budgetLevel(share: number, { info, warning, critical }: BudgetStatus['thresholds']): BudgetLevel {
	const percent = share * 100;
	if (percent >= exceededThreshold) return 'exceeded';
	if (percent >= critical) return 'critical';
	if (percent >= warning) return 'warning';
	return percent >= info ? 'info' : 'fine';
}
