import type { AlertLevel, BudgetAlert } from '../../core/cost/alerts.js';
import { mostAlerts, type AlertShown, type BudgetLevel } from '../../protocol/dashboard.js';
import { alertSentence } from '../costs/alertSentence.js';

const levels: Readonly<Record<AlertLevel, BudgetLevel>> = {
	INFO: 'info',
	WARNING: 'warning',
	CRITICAL: 'critical',
	BUDGET_EXCEEDED: 'exceeded',
};

/** @param alerts oldest first @returns newest first */
export function alertsShown(alerts: readonly BudgetAlert[]): readonly AlertShown[] {
	return alerts
		.slice(-mostAlerts)
		.toReversed()
		.map((alert) => ({ at: alert.at, level: levels[alert.level], sentence: alertSentence(alert) }));
}
