import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { BudgetExceededError, judgeSpend, type SpendLimit } from '../../../../src/core/cost/budget.js';
import {
	formatMoney,
	microUsd,
	microUsdOfDollars,
	noMoney,
	sumOf,
	type MicroUsd,
} from '../../../../src/core/cost/money.js';

const ofNovel = (limit: MicroUsd): readonly SpendLimit[] => [{ scope: 'novel', limit, elsewhere: noMoney }];
const amount = fc.nat(1_000_000_000_000).map(microUsd);

describe('Money', () => {
	it('is whole, not negative and exact', () => {
		for (const wrong of [-1, 0.5, Number.NaN, Infinity, 2 ** 53]) assert.throws(() => microUsd(wrong), /Not an amount/);
		assert.equal(microUsd(2 ** 53 - 1), Number.MAX_SAFE_INTEGER);
	});

	it('comes from dollars to the nearest millionth', () => {
		assert.deepEqual([0, 50, 0.1 + 0.2, 0.0000005, 0.00000049].map(microUsdOfDollars), [0, 50_000_000, 300_000, 1, 0]);
		fc.assert(fc.property(amount, (one) => assert.equal(microUsdOfDollars(one / 1_000_000), one)));
	});

	it('sums up to the same in any order', () => {
		fc.assert(
			fc.property(fc.array(amount, { maxLength: 50 }), (all) => {
				const sum = sumOf(all);
				assert.equal(sum, sumOf(all.toReversed()));
				assert.equal(
					BigInt(sum),
					all.reduce((total, one) => total + BigInt(one), 0n),
				);
			}),
		);
	});

	it('is shown in cents, and with two digits below a cent', () => {
		assert.deepEqual(
			[0, 1, 42, 999, 4_200, 9_999, 10_000, 3_214_999, 50_000_000].map((one) => formatMoney(microUsd(one))),
			['$0.00', '$0.000001', '$0.000042', '$0.0010', '$0.0042', '$0.01', '$0.01', '$3.21', '$50.00'],
		);
	});
});

describe('A budget', () => {
	it('allows what fits to the last millionth, and says what is missing otherwise', () => {
		fc.assert(
			fc.property(amount, amount, amount, (limit, committed, worstCase) => {
				const held = microUsd(Math.floor(committed / 3));
				const spent = microUsd(committed - held);
				const verdict = judgeSpend(ofNovel(limit), () => ({ spent, held }), worstCase);
				const shortfall = committed + worstCase - limit;
				assert.deepEqual(
					verdict,
					shortfall <= 0 ? { kind: 'allowed' } : { kind: 'denied', scope: 'novel', limit, shortfall, inFlight: held },
				);
			}),
		);
	});

	it('is never crossed by any order of holds', () => {
		fc.assert(
			fc.property(amount, fc.array(amount, { maxLength: 30 }), (limit, calls) => {
				let committed = microUsd(0);
				for (const call of calls)
					if (judgeSpend(ofNovel(limit), () => ({ spent: committed, held: noMoney }), call).kind === 'allowed')
						committed = (committed + call) as MicroUsd;
				assert.ok(committed <= limit);
			}),
		);
	});

	it('tells what to do when it is used up', () => {
		const error = new BudgetExceededError(
			{
				kind: 'denied',
				scope: 'novel',
				limit: microUsd(1_000_000),
				shortfall: microUsd(2_500_000),
				inFlight: noMoney,
			},
			'openai/gpt-5',
		);
		assert.deepEqual(
			[error.code, error.shortfall, error.message],
			[
				'budget-exceeded',
				2_500_000,
				'The budget of $1.00 does not cover the next call to openai/gpt-5 at its worst case: $2.50 is missing. Nothing was sent. Raise prometheusNovel.budget.usd (--budget on the command line), or choose a cheaper model.',
			],
		);
	});
});
