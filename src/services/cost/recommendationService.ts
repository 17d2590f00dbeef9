import { isAppError } from '../../base/errors.js';
import type { CallAverage, CostEvidence } from '../../core/cost/costEvidence.js';
import type { Ledger, TokenMeasure } from '../../core/cost/ledger.js';
import type { MicroUsd } from '../../core/cost/money.js';
import type { ModelPrice, PriceTable } from '../../core/cost/priceTable.js';
import { recommendModel, type Recommendation, type RecommendationCandidate } from '../../core/cost/recommendation.js';
import { tokenFactor } from '../../core/cost/tokenFactor.js';
import { typicalTokens, usualThinkingTokens, type CallTokens } from '../../core/cost/typicalTokens.js';
import type { CatalogueModel, ModelQuality } from '../../core/models/catalogueModel.js';
import { parseModelId } from '../../core/models/modelId.js';
import { modelStages, type ModelRole, type ModelStageId } from '../../core/pipeline/stages.js';

export interface RecommendationPorts {
	readonly prices: PriceTable;
	readonly ledger: Pick<Ledger, 'tokenMeasures'>;
	readonly evidence: CostEvidence;
	/** The models to choose from. @throws AppError `bad-catalogue` */
	catalogue(): readonly CatalogueModel[];
	/** What may still be spent; undefined where nothing limits it. */
	budgetLeft(): MicroUsd | undefined;
}

export interface RecommendationWish {
	/** A stage, or a role with all its stages. */
	readonly stage: ModelStageId | ModelRole;
	/** The least that is wanted. */
	readonly quality: ModelQuality;
	/** Of one call, as counted here; what this book's calls took on average when left out. */
	readonly tokens?: CallTokens;
	/** One when left out. */
	readonly calls?: number;
	/** What is left of the book's budget when left out. */
	readonly budget?: MicroUsd;
	/** Which models may be chosen; all of the catalogue when left out. */
	readonly among?: (model: CatalogueModel) => boolean;
}

/** Where the tokens of a call come from. */
export type TokensBasis = 'given' | 'ledger' | 'typical';

export interface RecommendationAnswer extends Recommendation {
	readonly tokens: CallTokens;
	readonly basis: TokensBasis;
}

/** Which model to take for what, with reasons. */
export class RecommendationService {
	readonly #ports: RecommendationPorts;

	constructor(ports: RecommendationPorts) {
		this.#ports = ports;
	}

	/** The models to choose from. @throws AppError `bad-catalogue` */
	catalogue(): readonly CatalogueModel[] {
		return this.#ports.catalogue();
	}

	/** @throws AppError `bad-catalogue` or `bad-price` for settings that cannot be used, or the signal's reason */
	async recommend(wish: RecommendationWish, signal: AbortSignal): Promise<RecommendationAnswer> {
		const measures = this.#ports.ledger.tokenMeasures();
		const { tokens, basis } = this.#tokensOf(wish, measures);
		const candidates: RecommendationCandidate[] = [];
		const { among = () => true } = wish;
		for (const model of this.#ports.catalogue().filter(among)) {
			signal.throwIfAborted();
			const { factor } = tokenFactor(parseModelId(model.id), measures);
			// What was given or reported has the thinking in it.
			const thinkingTokens = basis === 'typical' && model.reasoning === true ? usualThinkingTokens : 0;
			candidates.push({ model, price: await this.#priceOf(model), tokenFactor: factor, thinkingTokens });
		}
		signal.throwIfAborted();
		const { stage, quality, calls = 1, budget = this.#ports.budgetLeft() } = wish;
		const evidence = this.#ports.evidence.modelEvidence();
		const request = { stage, quality, tokens, calls, budgetLeft: budget, candidates, evidence };
		return { ...recommendModel(request), tokens, basis };
	}

	async #priceOf(model: CatalogueModel): Promise<ModelPrice | undefined> {
		try {
			return await this.#ports.prices.priceOf(parseModelId(model.id));
		} catch (error) {
			if (isAppError(error) && error.code === 'unknown-price') return undefined;
			throw error;
		}
	}

	#tokensOf(
		{ stage, tokens }: RecommendationWish,
		measures: readonly TokenMeasure[],
	): { readonly tokens: CallTokens; readonly basis: TokensBasis } {
		if (tokens !== undefined) return { tokens, basis: 'given' };
		const learned = averageTokens(
			this.#ports.evidence.callAverages().filter((row) => row.stage === stage || row.role === stage),
			measures,
		);
		return learned === undefined
			? { tokens: typicalTokensOf(stage), basis: 'typical' }
			: { tokens: learned, basis: 'ledger' };
	}
}

/**
 * Of a role, that of its largest stage, so that the model fits them all. What providers report is in their own tokens,
 * which is turned into those that are counted here.
 */
function averageTokens(averages: readonly CallAverage[], measures: readonly TokenMeasure[]): CallTokens | undefined {
	const stages = [...Map.groupBy(averages, ({ stage }) => stage).values()].map((rows) => {
		let { calls, input, output } = { calls: 0, input: 0, output: 0 };
		for (const row of rows) {
			const factor = row.isReported ? tokenFactor(parseModelId(row.model), measures).factor : 1;
			calls += row.calls;
			input += row.calls * row.input;
			output += (row.calls * row.output) / factor;
		}
		return { input: Math.round(input / calls), output: Math.round(output / calls) };
	});
	return stages.length === 0 ? undefined : largest(stages);
}

function typicalTokensOf(stageOrRole: ModelStageId | ModelRole): CallTokens {
	const stages = Object.values(modelStages).filter(({ id, role }) => id === stageOrRole || role === stageOrRole);
	return largest(stages.map(({ id }) => typicalTokens[id]));
}

function largest(tokens: readonly CallTokens[]): CallTokens {
	return {
		input: Math.max(...tokens.map(({ input }) => input)),
		output: Math.max(...tokens.map(({ output }) => output)),
	};
}
