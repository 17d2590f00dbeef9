import { tokenCost } from '../../src/adapters/llm/tokenCost.js';
import type { ModelPrice, PriceOverride } from '../../src/core/cost/priceTable.js';

/** A price as the settings would give it; dollars a million tokens are micro-dollars a token. */
export function aPrice(price: PriceOverride): ModelPrice {
	return {
		kind: 'priced',
		source: 'settings',
		snapshot: JSON.stringify(price),
		perMillion: price,
		batches: false,
		costOf: (usage) => tokenCost(price, usage),
	};
}
