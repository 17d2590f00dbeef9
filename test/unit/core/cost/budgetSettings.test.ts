import assert from 'node:assert/strict';
import { parseBudget } from '../../../../src/core/cost/budgetSettings.js';

describe('The settings of a budget', () => {
	it('are read as micro-dollars, with no limit for a run or a month where none is set', () => {
		assert.deepEqual(parseBudget({ usd: 12.5, perRunUsd: 0, perMonthUsd: 3 }), {
			novel: 12_500_000,
			run: undefined,
			month: 3_000_000,
			thresholds: { info: 25, warning: 50, critical: 75 },
		});
	});

	it('are refused with a sentence when they are no amount', () => {
		for (const wrong of [-1, Number.NaN, Infinity, 1_000_001, '20', null, {}, undefined])
			assert.throws(() => parseBudget({ usd: wrong }), {
				code: 'bad-budget',
				message: /^The setting prometheusNovel\.budget\.usd is .*\. Set an amount in dollars from 0 to 1,000,000\.$/,
			});
		for (const wrong of [-0.01, Number.NaN, 'all', null]) {
			assert.throws(() => parseBudget({ usd: 1, perRunUsd: wrong }), {
				code: 'bad-budget',
				message: /budget\.perRunUsd/,
			});
			assert.throws(() => parseBudget({ usd: 1, perMonthUsd: wrong }), {
				code: 'bad-budget',
				message: /budget\.perMonthUsd/,
			});
		}
	});

	it('take thresholds that rise, below what is all of it', () => {
		const { thresholds } = parseBudget({ usd: 1, alerts: { warning: 60 } });
		assert.deepEqual(thresholds, { info: 25, warning: 60, critical: 75 });
		for (const alerts of [
			{ info: 50 },
			{ critical: 100 },
			{ info: -5 },
			{ info: 'a quarter' },
			{ warning: Number.NaN },
		])
			assert.throws(() => parseBudget({ usd: 1, alerts }), {
				code: 'bad-budget',
				message: /budget\.alerts cannot be used/,
			});
	});
});
