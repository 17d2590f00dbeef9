import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import { defaultThresholds, exceededThreshold, type AlertThresholds } from './alerts.js';
import { microUsdOfDollars, type MicroUsd } from './money.js';

/** As a person writes it, so that any of it may be anything. */
export interface BudgetSettings {
	/** Dollars for the novel. */
	readonly usd: unknown;
	/** Dollars; 0 or nothing for no limit. */
	readonly perRunUsd?: unknown;
	readonly perMonthUsd?: unknown;
	/** Percent. */
	readonly alerts?: unknown;
}

export interface Budget {
	readonly novel: MicroUsd;
	readonly run: MicroUsd | undefined;
	readonly month: MicroUsd | undefined;
	readonly thresholds: AlertThresholds;
}

/** More than anyone means; beyond it, sums of micro-dollars would come near what can be added exactly. */
export const highestBudgetUsd = 1_000_000;

/** @throws AppError `bad-budget` with what is wanted */
export function parseBudget({ usd, perRunUsd, perMonthUsd, alerts }: BudgetSettings): Budget {
	return {
		novel: amountOf('usd', usd),
		run: optionalAmountOf('perRunUsd', perRunUsd),
		month: optionalAmountOf('perMonthUsd', perMonthUsd),
		thresholds: thresholdsOf(alerts),
	};
}

function amountOf(name: string, value: unknown): MicroUsd {
	if (typeof value !== 'number' || !(value >= 0 && value <= highestBudgetUsd)) {
		throw badBudget(
			l10n.t(
				'The setting prometheusNovel.budget.{0} is {1}. Set an amount in dollars from 0 to {2}.',
				name,
				shown(value),
				highestBudgetUsd.toLocaleString('en'),
			),
		);
	}
	return microUsdOfDollars(value);
}

function optionalAmountOf(name: string, value: unknown): MicroUsd | undefined {
	return value === undefined || value === 0 ? undefined : amountOf(name, value);
}

function thresholdsOf(value: unknown): AlertThresholds {
	const given = typeof value === 'object' && value !== null ? value : {};
	const { info, warning, critical } = { ...defaultThresholds, ...given } as Record<keyof AlertThresholds, unknown>;
	if (isPercent(info) && isPercent(warning) && isPercent(critical) && info < warning && warning < critical)
		return { info, warning, critical };
	throw badBudget(
		l10n.t(
			'The setting prometheusNovel.budget.alerts cannot be used. Write { "info": 25, "warning": 50, "critical": 75 }: percent of the budget, each above the one before, and below 100.',
		),
	);
}

function isPercent(value: unknown): value is number {
	return typeof value === 'number' && value > 0 && value < exceededThreshold;
}

function shown(value: unknown): string {
	return typeof value === 'number' || typeof value === 'string' ? `"${value}"` : l10n.t('not an amount');
}

function badBudget(message: string): AppError {
	return new AppError('bad-budget', message);
}
