import type { CallLane, ModelPrice, PriceTable } from '../../core/cost/priceTable.js';
import type { Ledger } from '../../core/cost/ledger.js';
import { microUsd, type MicroUsd } from '../../core/cost/money.js';
import { tokenFactor } from '../../core/cost/tokenFactor.js';
import { noUsage } from '../../core/models/languageModel.js';
import type { ModelId } from '../../core/models/modelId.js';
import type { TokenCounter } from '../../core/models/tokenCounter.js';

export interface SentTexts {
	readonly model: ModelId;
	readonly input: readonly string[];
	readonly maxOutputTokens: number;
	/** `now` when left out. */
	readonly lane?: CallLane;
}

export interface WorstCasePorts {
	readonly ledger: Pick<Ledger, 'tokenMeasures'>;
	readonly prices: PriceTable;
	readonly tokens: TokenCounter;
}

export interface WorstCase {
	readonly price: ModelPrice;
	/** As counted here; the model's own tokenizer may make `factor` times as many of the same text. */
	readonly estimatedInputTokens: number;
	readonly factor: number;
	/** The most that the call can cost. */
	readonly cost: MicroUsd;
}

/**
 * Tokenizers differ: tiktoken counts about a third low on other families' prose, and a message has a frame.
 * A hold must be the worst case, so the estimate is raised by this factor and this many tokens.
 */
const worstCaseFactor = 1.5;
/** What a model's tokenizer was found to make of texts, it may exceed for one of them. */
const factorMargin = 1.25;
const worstCaseFrame = 500;

/** Nothing is held and nothing is sent. @throws AppError `unknown-price` */
export async function worstCase(
	{ model, input, maxOutputTokens, lane = 'now' }: SentTexts,
	{ ledger, prices, tokens }: WorstCasePorts,
): Promise<WorstCase> {
	const price = await prices.priceOf(model);
	const counts = await tokens.countAll(input);
	const estimatedInputTokens = counts.reduce((sum, count) => sum + count, 0);
	const { factor } = tokenFactor(model, ledger.tokenMeasures());
	const inputTokens =
		Math.ceil(estimatedInputTokens * Math.max(worstCaseFactor, factor * factorMargin)) + worstCaseFrame;
	return { price, estimatedInputTokens, factor, cost: worstCaseCost(price, inputTokens, maxOutputTokens, lane) };
}

/** Nobody knows beforehand what the provider's cache has to do with the prompt, nor which of it is dearest. */
function worstCaseCost(price: ModelPrice, inputTokens: number, outputTokens: number, lane: CallLane): MicroUsd {
	const plain = { ...noUsage, inputTokens, outputTokens };
	const written = { ...plain, cacheWriteTokens: inputTokens };
	const read = { ...plain, cacheReadTokens: inputTokens };
	return microUsd(Math.max(...[plain, written, read].map((usage) => price.costOf(usage, lane))));
}
