import { noUsage } from '../models/languageModel.js';
import { compareQuality, type CatalogueModel, type ModelQuality } from '../models/catalogueModel.js';
import type { ModelEvidence } from './costEvidence.js';
import { evidenceFor, type EvidenceSum } from './evidenceSum.js';
import { microUsd, type MicroUsd } from './money.js';
import type { ModelPrice } from './priceTable.js';
import type { RankedModel, RecommendationReason, RejectedModel, RejectionReason } from './recommendationReasons.js';

export interface RecommendationCandidate {
	readonly model: CatalogueModel;
	/** Undefined when it is not known. */
	readonly price: ModelPrice | undefined;
	/** Tokens that the model makes of one that was counted here. */
	readonly tokenFactor: number;
	/** Output tokens that it is believed to think in a call, besides what is counted; 0 when left out. */
	readonly thinkingTokens?: number;
}

export interface RecommendationRequest {
	/** A stage, or a role with all its stages. */
	readonly stage: string;
	/** The least that is wanted. */
	readonly quality: ModelQuality;
	/** Of one call, as counted here. */
	readonly tokens: { readonly input: number; readonly output: number };
	readonly calls: number;
	/** Undefined where nothing limits it. */
	readonly budgetLeft: MicroUsd | undefined;
	readonly candidates: readonly RecommendationCandidate[];
	readonly evidence: readonly ModelEvidence[];
}

export interface Recommendation {
	/** The recommended one first. */
	readonly ranked: readonly RankedModel[];
	readonly rejected: readonly RejectedModel[];
}

interface Weighed {
	readonly model: CatalogueModel;
	readonly input: number;
	readonly output: number;
	readonly cost: MicroUsd;
	/** How many calls are made for each that is wanted. */
	readonly repeats: number;
	readonly evidence: EvidenceSum | undefined;
}

/** Fewer calls than these are chance. */
const leastCalls = 5;

/**
 * The cheapest model of at least the wanted quality whose window, output limit and price fit. Those of one price stand
 * by what this book's calls tell, then by quality, then by date.
 */
export function recommendModel(request: RecommendationRequest): Recommendation {
	const accepted: Weighed[] = [];
	const rejected: RejectedModel[] = [];
	for (const candidate of request.candidates) {
		const weighed = weigh(candidate, request);
		const why = rejectionsOf(candidate, weighed, request);
		if (weighed === undefined || why.length > 0) rejected.push({ model: candidate.model, why });
		else accepted.push(weighed);
	}
	const ordered = accepted.toSorted(byCostAndMerit);
	return { ranked: ordered.map((weighed) => rankedModel(weighed, ordered, request)), rejected };
}

/** Undefined when the price is not known. */
function weigh(
	{ model, price, tokenFactor, thinkingTokens = 0 }: RecommendationCandidate,
	{ stage, tokens, calls, evidence }: RecommendationRequest,
): Weighed | undefined {
	if (price === undefined) return undefined;
	const input = Math.ceil(tokens.input * tokenFactor);
	const output = Math.ceil(tokens.output * tokenFactor) + thinkingTokens;
	const known = evidenceFor(model.id, stage, evidence);
	const repeats = known !== undefined && known.calls >= leastCalls ? known.calls / known.nodes : 1;
	const oneCall = price.costOf({ ...noUsage, inputTokens: input, outputTokens: output });
	return { model, input, output, cost: microUsd(Math.ceil(oneCall * calls * repeats)), repeats, evidence: known };
}

function rejectionsOf(
	{ model, tokenFactor, thinkingTokens = 0 }: RecommendationCandidate,
	weighed: Weighed | undefined,
	{ quality, tokens, budgetLeft }: RecommendationRequest,
): readonly RejectionReason[] {
	const output = Math.ceil(tokens.output * tokenFactor) + thinkingTokens;
	const needed = Math.ceil(tokens.input * tokenFactor) + output;
	const why: RejectionReason[] = [];
	if (compareQuality(model.quality, quality) < 0)
		why.push({ kind: 'quality-too-low', quality: model.quality, wanted: quality });
	if (needed > model.contextWindow) why.push({ kind: 'window-too-small', needed, window: model.contextWindow });
	if (output > model.maxOutputTokens)
		why.push({ kind: 'output-too-short', needed: output, limit: model.maxOutputTokens });
	if (weighed === undefined) why.push({ kind: 'unknown-price' });
	else if (budgetLeft !== undefined && weighed.cost > budgetLeft)
		why.push({ kind: 'over-budget', cost: weighed.cost, budgetLeft });
	return why;
}

function rankedModel(weighed: Weighed, all: readonly Weighed[], request: RecommendationRequest): RankedModel {
	const { model, cost, repeats } = weighed;
	return { model, cost, calls: request.calls * repeats, reasons: reasonsFor(weighed, all, request) };
}

function reasonsFor(
	{ model, input, output, cost, evidence }: Weighed,
	all: readonly Weighed[],
	{ budgetLeft }: RecommendationRequest,
): readonly RecommendationReason[] {
	const sameTier = all.filter((other) => other.model.quality === model.quality);
	const tied = all.filter((other) => other.cost === cost && other.model.id !== model.id).map((other) => other.model.id);
	const reasons: RecommendationReason[] = [];
	if (sameTier.every((other) => cost <= other.cost))
		reasons.push({ kind: 'cheapest-of-quality', quality: model.quality });
	reasons.push({ kind: 'fits-window', needed: input + output, window: model.contextWindow });
	if (budgetLeft !== undefined) reasons.push({ kind: 'within-budget', cost, budgetLeft });
	if (tied.length > 0) reasons.push({ kind: 'tied', with: tied });
	if (evidence !== undefined) reasons.push({ kind: 'evidence', ...evidence.told });
	return reasons;
}

function byCostAndMerit(a: Weighed, b: Weighed): number {
	return (
		a.cost - b.cost ||
		byEvidence(a, b) ||
		compareQuality(b.model.quality, a.model.quality) ||
		compareText(b.model.since, a.model.since) ||
		compareText(a.model.id, b.model.id)
	);
}

/** Those that this book knows come first; among them, the one that repeats less, then the one with fewer findings. */
function byEvidence(a: Weighed, b: Weighed): number {
	const [ofA, ofB] = [a, b].map(({ evidence }) =>
		evidence !== undefined && evidence.calls >= leastCalls ? evidence : undefined,
	);
	if (ofA === undefined || ofB === undefined) return Number(ofA === undefined) - Number(ofB === undefined);
	const findings = (of: EvidenceSum): number => of.told.findingsPerDollar ?? Number.MAX_VALUE;
	return ofA.told.repeatedShare - ofB.told.repeatedShare || findings(ofA) - findings(ofB);
}

function compareText(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}
