import type { ForecastNode } from './forecastNode.js';
import { microUsd, type MicroUsd } from './money.js';
import type { NodeUsage, UsageHistory } from './usageHistory.js';

/** A forecast as it was given, to be held against what came. */
export interface StoredForecast {
	readonly id: string;
	/** Milliseconds since the Unix epoch. */
	readonly madeAt: number;
	readonly p50: MicroUsd;
	readonly p90: MicroUsd;
	readonly nodes: readonly StoredNode[];
}

/** A piece of work with what was expected of it. */
export interface StoredNode extends Pick<ForecastNode, 'node' | 'stage' | 'model'> {
	/** Left out for what belongs to no chapter. */
	readonly chapter?: number;
	/** Micro-dollars. */
	readonly cost: number;
	/** Of one call, as counted here (o200k). */
	readonly rehearsedTokens: number;
}

export interface ForecastBook {
	add(forecast: StoredForecast): void;
	/** Newest first. */
	latest(limit: number): readonly StoredForecast[];
}

/** How far a forecast was off, over the work that has been done since. */
export interface ForecastError {
	readonly madeAt: number;
	/** Pieces of work that it is measured by, and all that it was made of. */
	readonly done: number;
	readonly all: number;
	readonly expected: MicroUsd;
	readonly billed: MicroUsd;
	/** Above 0 when it was too low: billed ÷ expected − 1. */
	readonly error: number;
}

/** A forecast with what has been done of it since. */
export interface CheckedForecast {
	readonly forecast: StoredForecast;
	readonly done: readonly (StoredNode & NodeUsage)[];
}

export function checkedForecasts(
	stored: readonly StoredForecast[],
	history: Pick<UsageHistory, 'usageSince'>,
): readonly CheckedForecast[] {
	return stored.map((forecast) => {
		const expected = new Map(forecast.nodes.map((one) => [one.node, one]));
		const usage = history.usageSince(forecast.madeAt, forecast.nodes);
		return { forecast, done: usage.flatMap((own) => ({ ...(expected.get(own.node) as StoredNode), ...own })) };
	});
}

/** Fewer pieces of work say nothing of a whole forecast. */
const fewestNodes = 5;

export function forecastErrors(checked: readonly CheckedForecast[]): readonly ForecastError[] {
	return checked.flatMap(({ forecast, done }) => {
		const expected = done.reduce((sum, { cost }) => sum + cost, 0);
		const billed = done.reduce((sum, one) => sum + one.microUsd, 0);
		if (done.length < fewestNodes || expected === 0) return [];
		return [
			{
				madeAt: forecast.madeAt,
				done: done.length,
				all: forecast.nodes.length,
				expected: microUsd(Math.round(expected)),
				billed: microUsd(billed),
				error: billed / expected - 1,
			},
		];
	});
}

/** Pieces of work that the rehearsal itself is worth. */
const priorNodes = 0.25;

/**
 * How much longer this book's prompts turn out than rehearsed ones, by stage: its plans and memories are those of a real
 * model. Taken from the newest forecast of which something of that stage has been done, of those that were made when the
 * book was planned: a plan makes every prompt longer, and the next rehearsal has it already.
 */
export function promptGrowth(checked: readonly CheckedForecast[]): ReadonlyMap<string, number> {
	const growth = new Map<string, number>();
	for (const { forecast, done } of checked) {
		if (forecast.nodes.some(({ chapter }) => chapter === undefined)) continue;
		for (const [stage, nodes] of Map.groupBy(done, (one) => one.stage)) {
			if (growth.has(stage)) continue;
			const rehearsed = nodes.reduce((sum, one) => sum + one.rehearsedTokens, 0);
			const actual = nodes.reduce((sum, one) => sum + one.estimatedInputTokens / one.calls, 0);
			const prior = (priorNodes * rehearsed) / nodes.length;
			if (rehearsed > 0) growth.set(stage, (actual + prior) / (rehearsed + prior));
		}
	}
	return growth;
}
