import { noUsage } from '../models/languageModel.js';
import type { CallLane, ModelPrice } from './priceTable.js';
import type { TokenFactor } from './tokenFactor.js';
import type { StageHistory } from './usageHistory.js';

/** A call that is still to be made, as a rehearsal of the book made it; tokens are counted here (o200k). */
export interface ExpectedCall {
	readonly node: string;
	readonly stage: string;
	readonly role: string;
	readonly chapter: number | undefined;
	readonly inputTokens: number;
	readonly outputTokens: number;
	/** That it is made at all: mending is not always needed. */
	readonly chance: number;
	readonly lane: CallLane;
}

export interface ForecastModel {
	/** Such as `openai/gpt-5-mini`. */
	readonly name: string;
	readonly price: ModelPrice;
	readonly factor: TokenFactor;
}

/** What this book's own calls have taught. */
export interface Experience {
	readonly history: readonly StageHistory[];
	/** By stage; see `promptGrowth`. */
	readonly promptGrowth: ReadonlyMap<string, number>;
}

/** What one piece of work is expected to come to; tokens as its model counts them, repairs included. */
export interface ForecastNode {
	readonly node: string;
	readonly stage: string;
	readonly model: string;
	readonly chapter: number | undefined;
	/** Expected number, since mending is not always needed. */
	readonly calls: number;
	readonly inputTokens: number;
	readonly outputTokens: number;
	/** Micro-dollars; not rounded, since it may be a share of a call. */
	readonly cost: number;
	/** Standard deviation of what this call alone is off by, micro-dollars. */
	readonly deviation: number;
	/** Standard deviation of what all calls of its stage are off by together, micro-dollars. */
	readonly commonDeviation: number;
	readonly tokenError: number;
	/** Share of it that is learned from this book's own calls, 0 to 1. */
	readonly learned: number;
	readonly durationMs: number;
	/** Input of one call as counted here, before anything was learned of it. */
	readonly rehearsedTokens: number;
}

/** Nodes of this book that count as much as what was believed before. */
const priorNodes = 0.25;
/** Before this book's own calls tell: how far replies of a stage differ from each other, and how far all of them may be off. */
const priorSpread = 0.3;
const priorCommonError = 0.2;
/** Never certain: a later chapter may be another kind of chapter. */
const leastCommonError = 0.02;
/** Milliseconds to the first text and output tokens a second of current models, until this book's calls tell. */
const usualFirstTextMs = 1_500;
const usualTokensPerSecond = 60;

export function forecastNode(
	call: ExpectedCall,
	{ name, price, factor }: ForecastModel,
	{ history, promptGrowth }: Experience,
): ForecastNode {
	const known = history.find(({ stage, model }) => stage === call.stage && model === name);
	const learning = learnt(known);
	const growth = promptGrowth.get(call.stage) ?? 1;
	const inputTokens = call.inputTokens * growth * factor.factor * learning.callsANode;
	const outputTokens = blended(call.outputTokens * factor.factor, known?.outputTokens ?? 0, known?.nodes ?? 0);
	// Prices step up with the length of a request, so that it is priced as one.
	const perCall = 1 / learning.callsANode;
	const input = Math.round(inputTokens * perCall);
	const usage = {
		...noUsage,
		inputTokens: input,
		cacheReadTokens: Math.floor(input * learning.cacheReadShare),
		cacheWriteTokens: Math.floor(input * learning.cacheWriteShare),
		outputTokens: Math.round(outputTokens * perCall),
	};
	const cost = price.costOf(usage, call.lane) * learning.callsANode * call.chance;
	return {
		node: call.node,
		stage: call.stage,
		model: name,
		chapter: call.chapter,
		calls: learning.callsANode * call.chance,
		inputTokens: inputTokens * call.chance,
		outputTokens: outputTokens * call.chance,
		cost,
		deviation: cost * Math.hypot(learning.spread, Math.sqrt(1 / call.chance - 1)),
		commonDeviation: cost * Math.hypot(learning.commonError, factor.error),
		tokenError: factor.error,
		learned: learning.share,
		rehearsedTokens: call.inputTokens,
		durationMs: call.chance * (learning.nodeMs ?? usualFirstTextMs + (1_000 * outputTokens) / usualTokensPerSecond),
	};
}

interface Learning {
	readonly callsANode: number;
	readonly cacheReadShare: number;
	readonly cacheWriteShare: number;
	readonly spread: number;
	readonly commonError: number;
	readonly share: number;
	readonly nodeMs: number | undefined;
}

function learnt(known: StageHistory | undefined): Learning {
	if (known === undefined || known.nodes === 0) {
		const nothing = { callsANode: 1, cacheReadShare: 0, cacheWriteShare: 0, share: 0, nodeMs: undefined };
		return { ...nothing, spread: priorSpread, commonError: priorCommonError };
	}
	const { nodes, calls, inputTokens } = known;
	const spread = blended(priorSpread, spreadOf(known) * nodes, nodes);
	return {
		callsANode: blended(1, calls, nodes),
		cacheReadShare: inputTokens === 0 ? 0 : known.cacheReadTokens / inputTokens,
		cacheWriteShare: inputTokens === 0 ? 0 : known.cacheWriteTokens / inputTokens,
		spread,
		commonError: Math.hypot(leastCommonError, Math.min(priorCommonError, spread / Math.sqrt(nodes))),
		share: nodes / (nodes + priorNodes),
		nodeMs: known.latencyMs / nodes,
	};
}

function blended(prior: number, sum: number, nodes: number): number {
	return (prior * priorNodes + sum) / (priorNodes + nodes);
}

/** Relative standard deviation of the nodes' output. */
function spreadOf({ nodes, outputTokens, squaredOutputTokens }: StageHistory): number {
	if (nodes < 2 || outputTokens === 0) return priorSpread;
	const mean = outputTokens / nodes;
	return Math.sqrt(Math.max(0, (squaredOutputTokens - nodes * mean * mean) / (nodes - 1))) / mean;
}
