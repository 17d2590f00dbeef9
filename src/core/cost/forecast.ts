import { noUsage, type Usage } from '../models/languageModel.js';
import {
	forecastNode,
	type ExpectedCall,
	type Experience,
	type ForecastModel,
	type ForecastNode,
} from './forecastNode.js';
import { microUsd, type MicroUsd } from './money.js';
import type { ModelPrice } from './priceTable.js';

/** Half of the books like this one cost less than `p50`, nine of ten less than `p90`. */
export interface Range {
	readonly p50: MicroUsd;
	readonly p90: MicroUsd;
}

export interface ForecastLine extends Range {
	/** The stage, model or chapter; `null` for what belongs to no chapter. */
	readonly key: string | number | null;
	readonly calls: number;
	readonly inputTokens: number;
	readonly outputTokens: number;
}

export interface Forecast extends Range {
	readonly calls: number;
	readonly inputTokens: number;
	readonly outputTokens: number;
	/** Relative standard error of the input tokens, from what is known of the models' tokenizers. */
	readonly tokenError: number;
	/** Share of the cost that is learned from this book's own calls, 0 to 1; of the tokens where nothing costs anything. */
	readonly learned: number;
	readonly byStage: readonly ForecastLine[];
	readonly byModel: readonly ForecastLine[];
	readonly byChapter: readonly ForecastLine[];
	readonly nodes: readonly ForecastNode[];
}

export interface ForecastInputs {
	readonly calls: readonly ExpectedCall[];
	/** @returns what a role's calls are made with */
	modelOf(role: string): ForecastModel;
	readonly experience: Experience;
}

/**
 * Costs of the calls that are to be made. What one call is off by at random evens out over a book; what all are off by
 * together, because a model writes longer than was believed, does not, and shrinks only with what this book's own calls
 * tell. Sums are taken as lognormal.
 */
export function forecastCosts(inputs: ForecastInputs): Forecast {
	const { calls, experience } = inputs;
	const nodes = calls.map((call) => forecastNode(call, inputs.modelOf(call.role), experience));
	const linesBy = (key: (node: ForecastNode) => string | number | null): readonly ForecastLine[] =>
		[...Map.groupBy(nodes, key)].map(([value, own]) => ({ key: value, ...sumOf(own) }));
	const cost = nodes.reduce((sum, node) => sum + node.cost, 0);
	return {
		...sumOf(nodes),
		tokenError: weighted(
			nodes,
			(node) => node.tokenError,
			(node) => node.inputTokens,
		),
		learned:
			nodes.length === 0
				? 1
				: weighted(
						nodes,
						(node) => node.learned,
						(node) => (cost === 0 ? node.inputTokens + node.outputTokens : node.cost),
					),
		byStage: linesBy(({ stage }) => stage),
		byModel: linesBy(({ model }) => model),
		byChapter: linesBy(({ chapter }) => chapter ?? null).toSorted((a, b) => Number(a.key) - Number(b.key)),
		nodes,
	};
}

function sumOf(nodes: readonly ForecastNode[]): Omit<ForecastLine, 'key'> {
	const sum = (of: (node: ForecastNode) => number): number => nodes.reduce((all, node) => all + of(node), 0);
	const cost = sum((node) => node.cost);
	const random = sum((node) => node.deviation ** 2);
	// Stages err on their own, so that their common errors add up as squares, too.
	const common = [...Map.groupBy(nodes, ({ stage }) => stage).values()].reduce(
		(all, own) => all + own.reduce((of, node) => of + node.commonDeviation, 0) ** 2,
		0,
	);
	return {
		calls: Math.round(sum((node) => node.calls)),
		inputTokens: Math.round(sum((node) => node.inputTokens)),
		outputTokens: Math.round(sum((node) => node.outputTokens)),
		p50: microUsd(Math.round(cost)),
		p90: microUsd(Math.round(ninetieth(cost, Math.sqrt(random + common)))),
	};
}

/** Standard normal quantile of 0.9. */
const z90 = 1.2816;

function ninetieth(median: number, deviation: number): number {
	if (median === 0) return 0;
	return median * Math.exp(z90 * Math.sqrt(Math.log(1 + (deviation / median) ** 2)));
}

function weighted(
	nodes: readonly ForecastNode[],
	value: (node: ForecastNode) => number,
	weight: (node: ForecastNode) => number,
): number {
	const all = nodes.reduce((sum, node) => sum + weight(node), 0);
	return all === 0 ? 0 : nodes.reduce((sum, node) => sum + value(node) * weight(node), 0) / all;
}

/** One call alone, without what is known of a book. */
export function callCost(price: ModelPrice, usage: Pick<Usage, 'inputTokens' | 'outputTokens'>): MicroUsd {
	return price.costOf({ ...noUsage, ...usage });
}
