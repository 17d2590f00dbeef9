import type { ModelPrice, PriceOverride, TokenPrices } from '../../core/cost/priceTable.js';
import type { ModelId } from '../../core/models/modelId.js';
import { batchTermsOf } from './batchTerms.js';
import { consistentUsage, tokenCost } from './tokenCost.js';

/** A price that the settings name. */
export function settingsPriceOf(override: PriceOverride, id: ModelId): ModelPrice {
	const price = completed(override, id);
	const { batch } = price;
	const terms =
		batch === undefined ? undefined : { share: batch, onCacheReads: batchTermsOf(id.provider)?.onCacheReads ?? true };
	return {
		kind: 'priced',
		source: 'settings',
		snapshot: JSON.stringify({ source: 'settings', prices: price }),
		perMillion: { input: price.input, output: price.output },
		batches: batch !== undefined,
		costOf: (usage, lane) => tokenCost(price, consistentUsage(usage), lane, terms),
	};
}

function completed(override: PriceOverride, id: ModelId): PriceOverride {
	const { tiers, ...price } = override;
	return {
		...price,
		...assumedWrites(price, id),
		...(tiers === undefined ? {} : { tiers: tiers.map((tier) => ({ ...tier, ...assumedWrites(tier, id) })) }),
	};
}

/**
 * Anthropic bills what it writes into its cache at 1.25 times the input price for five minutes, and at twice the price
 * for an hour; others bill it as input.
 */
function assumedWrites(prices: TokenPrices, { provider, model }: ModelId): Partial<TokenPrices> {
	const { input, cacheWrite, cacheWriteHour } = prices;
	const isClaude = provider === 'anthropic' || model.startsWith('anthropic/');
	const write = cacheWrite ?? (isClaude ? input * 1.25 : input);
	return { cacheWrite: write, cacheWriteHour: cacheWriteHour ?? (isClaude ? Math.max(input * 2, write) : write) };
}
