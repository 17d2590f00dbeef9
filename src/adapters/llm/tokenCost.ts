import { microUsd, type MicroUsd } from '../../core/cost/money.js';
import type { CallLane, PriceOverride, TokenPrices } from '../../core/cost/priceTable.js';
import type { Usage } from '../../core/models/languageModel.js';
import type { BatchTerms } from './batchTerms.js';

/** Prices and shares are taken to a billionth. */
const scale = 1_000_000_000;
const scaleSquared = BigInt(scale) ** 2n;

/**
 * Dollars per million tokens are micro-dollars a token. Prices are taken to a billionth of that, so that sums are of
 * integers and exact; only the sum is rounded, up. Cached tokens without a price of their own cost what input costs,
 * and those written for an hour what those written for minutes do.
 * @param batch what holds for the lane `batch`; without it a batch costs the same
 */
export function tokenCost(price: PriceOverride, usage: Usage, lane: CallLane = 'now', batch?: BatchTerms): MicroUsd {
	const { inputTokens, cacheReadTokens, cacheWriteTokens, cacheWriteHourTokens, outputTokens } = usage;
	const { input, output, cacheRead, cacheWrite = input, cacheWriteHour = cacheWrite } = pricesFor(price, inputTokens);
	const share = lane === 'batch' ? (batch?.share ?? 1) : 1;
	const readShare = cacheRead === undefined || batch?.onCacheReads !== false ? share : 1;
	const sum =
		scaled(readShare) * product(cacheRead ?? input, cacheReadTokens) +
		scaled(share) *
			(product(input, inputTokens - cacheReadTokens - cacheWriteTokens) +
				product(cacheWrite, cacheWriteTokens - cacheWriteHourTokens) +
				product(cacheWriteHour, cacheWriteHourTokens) +
				product(output, outputTokens));
	return microUsd(Number((sum + scaleSquared - 1n) / scaleSquared));
}

/** Reasoning is part of the output, and is charged as such. */
function pricesFor(price: PriceOverride, inputTokens: number): TokenPrices {
	return price.tiers?.findLast(({ above }) => inputTokens > above) ?? price;
}

function product(price: number, tokens: number): bigint {
	return scaled(price) * BigInt(tokens);
}

function scaled(value: number): bigint {
	return BigInt(Math.round(value * scale));
}

/** Rounds dollars from binary arithmetic up to a micro-dollar, after taking off noise below its millionth. */
export function microUsdRoundedUp(dollars: number): MicroUsd {
	return microUsd(Math.ceil(Number((dollars * 1_000_000).toFixed(6))));
}

/** A usage whose parts exceed the whole cannot be priced; the parts give way. */
export function consistentUsage(usage: Usage): Usage {
	const cacheReadTokens = Math.min(usage.cacheReadTokens, usage.inputTokens);
	const cacheWriteTokens = Math.min(usage.cacheWriteTokens, usage.inputTokens - cacheReadTokens);
	return {
		...usage,
		cacheReadTokens,
		cacheWriteTokens,
		cacheWriteHourTokens: Math.min(usage.cacheWriteHourTokens, cacheWriteTokens),
		reasoningTokens: Math.min(usage.reasoningTokens, usage.outputTokens),
	};
}
