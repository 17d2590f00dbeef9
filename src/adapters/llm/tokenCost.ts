import { microUsd, type MicroUsd } from '../../core/cost/money.js';
import type { PriceOverride } from '../../core/cost/priceTable.js';
import type { Usage } from '../../core/models/languageModel.js';

/**
 * Dollars per million tokens are micro-dollars a token. Prices are taken to a millionth of that, so that sums are of
 * integers and exact; only the sum is rounded, up. Cached tokens without a price of their own cost what input costs.
 */
export function tokenCost(price: PriceOverride, usage: Usage): MicroUsd {
	const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = usage;
	const millionths =
		product(price.input, inputTokens - cacheReadTokens - cacheWriteTokens) +
		product(price.cacheRead ?? price.input, cacheReadTokens) +
		product(price.cacheWrite ?? price.input, cacheWriteTokens) +
		product(price.output, outputTokens);
	return microUsd(Number((millionths + 999_999n) / 1_000_000n));
}

function product(price: number, tokens: number): bigint {
	return BigInt(Math.round(price * 1_000_000)) * BigInt(tokens);
}

/** Rounds dollars from binary arithmetic up to a micro-dollar, after taking off noise below its millionth. */
export function microUsdRoundedUp(dollars: number): MicroUsd {
	return microUsd(Math.ceil(Number((dollars * 1_000_000).toFixed(6))));
}

/** A usage whose cached parts exceed the whole cannot be priced; the cached parts give way. */
export function consistentUsage(usage: Usage): Usage {
	const cacheReadTokens = Math.min(usage.cacheReadTokens, usage.inputTokens);
	const cacheWriteTokens = Math.min(usage.cacheWriteTokens, usage.inputTokens - cacheReadTokens);
	return {
		...usage,
		cacheReadTokens,
		cacheWriteTokens,
		reasoningTokens: Math.min(usage.reasoningTokens, usage.outputTokens),
	};
}
