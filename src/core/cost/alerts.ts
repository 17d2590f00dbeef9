import type { BudgetScope, Committed } from './budget.js';
import type { MicroUsd } from './money.js';

export type AlertLevel = 'INFO' | 'WARNING' | 'CRITICAL' | 'BUDGET_EXCEEDED';

/** Percent of a budget at which each level is reached. */
export interface AlertThresholds {
	readonly info: number;
	readonly warning: number;
	readonly critical: number;
}

export const defaultThresholds: AlertThresholds = { info: 25, warning: 50, critical: 75 };

/** A budget has been used up to a threshold. */
export interface BudgetAlert {
	readonly level: AlertLevel;
	readonly scope: BudgetScope;
	/** Empty for the novel, the run's id, or the month: `2026-11`. */
	readonly period: string;
	/** Percent. */
	readonly threshold: number;
	readonly limit: MicroUsd;
	readonly spent: MicroUsd;
	readonly held: MicroUsd;
	/** Milliseconds since the Unix epoch. */
	readonly at: number;
}

export interface BudgetLimit {
	readonly scope: BudgetScope;
	/** As in an alert. */
	readonly period: string;
	readonly limit: MicroUsd;
}

/** A limit with what has gone of it. */
export interface WatchedBudget extends BudgetLimit, Committed {}

/** At this share nothing more can be bought, so it cannot be moved. */
export const exceededThreshold = 100;

/** What is spent counts, not what is held: a hold is a worst case, and most of it comes back. */
export function crossings(budget: WatchedBudget, thresholds: AlertThresholds, at: number): readonly BudgetAlert[] {
	const { scope, period, limit, spent, held } = budget;
	if (limit === 0) return [];
	return levelsOf(thresholds)
		.filter(({ threshold }) => spent * 100 >= limit * threshold)
		.map(({ level, threshold }) => ({ level, scope, period, threshold, limit, spent, held, at }));
}

function levelsOf({ info, warning, critical }: AlertThresholds): readonly Pick<BudgetAlert, 'level' | 'threshold'>[] {
	return [
		{ level: 'INFO', threshold: info },
		{ level: 'WARNING', threshold: warning },
		{ level: 'CRITICAL', threshold: critical },
		{ level: 'BUDGET_EXCEEDED', threshold: exceededThreshold },
	];
}

/** Which thresholds have been crossed, over all windows and restarts. */
export interface AlertBook {
	/**
	 * Notes crossings of one limit, each once, and the limit itself when it is seen for the first time.
	 * @returns those to be told: of all callers, in whichever process, one gets each. What is crossed already when a limit is
	 * raised was told of the lower one, and is not told again; what is crossed later is.
	 */
	note(budget: BudgetLimit, crossed: readonly BudgetAlert[]): readonly BudgetAlert[];
	/** What was told, oldest first. */
	history(): readonly BudgetAlert[];
}
