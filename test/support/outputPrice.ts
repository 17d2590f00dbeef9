import type { ModelPrice, PriceTable } from '../../src/core/cost/priceTable.js';
import { microUsd } from '../../src/core/cost/money.js';

const price: ModelPrice = {
	kind: 'priced',
	source: 'settings',
	snapshot: '{}',
	perMillion: { input: 0, output: 1 },
	batches: false,
	costOf: ({ outputTokens }) => microUsd(outputTokens),
};

/** Input is free, and a token of output costs a micro-dollar. */
export const outputPriceOnly: PriceTable = {
	priceOf: () => Promise.resolve(price),
	limitsOf: () => Promise.resolve({ contextWindow: undefined }),
};
