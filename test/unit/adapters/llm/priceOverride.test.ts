import assert from 'node:assert/strict';
import { parsePriceOverride } from '../../../../src/adapters/llm/priceOverride.js';
import { isAppError } from '../../../../src/base/errors.js';

const plain = { input: 1, output: 2 };

function problemOf(value: unknown): string {
	try {
		parsePriceOverride('a/b', value);
	} catch (error) {
		assert.ok(isAppError(error) && error.code === 'bad-price');
		const [, problem] = /cannot be used: (.*?)\. Write \{/.exec(error.message) ?? [];
		return problem ?? error.message;
	}
	return 'none';
}

describe('A price in the settings', () => {
	it('is read as it stands, with everything that it may name', () => {
		const full = {
			input: 1.25,
			output: 10,
			cacheRead: 0.125,
			cacheWrite: 1.5,
			cacheWriteHour: 2.5,
			tiers: [
				{ above: 200_000, input: 2.5, output: 15, cacheRead: 0.25 },
				{ above: 500_000, input: 2.5, output: 20 },
			],
			batch: 0.5,
		};
		assert.deepEqual(parsePriceOverride('a/b', full), full);
		assert.deepEqual(parsePriceOverride('a/b', plain), plain);
		assert.deepEqual(parsePriceOverride('a/b', { input: 0, output: 10_000, batch: 1, tiers: [] }), {
			input: 0,
			output: 10_000,
			batch: 1,
			tiers: [],
		});
		assert.equal(parsePriceOverride('a/b', 'free'), 'free');
	});

	const bad: readonly (readonly [unknown, string])[] = [
		['gratis', 'it is "gratis"'],
		[null, 'it is null'],
		[[1, 2], 'it is [1,2]'],
		[undefined, 'it is missing'],
		[{ input: 1 }, '"output" is missing'],
		[{ output: 1 }, '"input" is missing'],
		[{ input: -1, output: 1 }, '"input" is -1'],
		[{ input: Number.NaN, output: 1 }, '"input" is NaN'],
		[{ input: 1, output: Number.POSITIVE_INFINITY }, '"output" is Infinity'],
		[{ input: 10_001, output: 1 }, '"input" is 10001'],
		[{ ...plain, cacheRead: '0' }, '"cacheRead" is "0"'],
		[{ ...plain, cacheWriteHour: -2 }, '"cacheWriteHour" is -2'],
		[{ ...plain, cachedRead: 1 }, 'there is no "cachedRead"'],
		[{ ...plain, batch: 1.5 }, '"batch" is 1.5 rather than a share of the price from 0 to 1'],
		[{ ...plain, batch: -0.1 }, '"batch" is -0.1 rather than a share of the price from 0 to 1'],
		[{ ...plain, batch: Number.NaN }, '"batch" is NaN rather than a share of the price from 0 to 1'],
		[{ ...plain, tiers: {} }, '"tiers" is {} rather than a list'],
		[{ ...plain, tiers: [5] }, '"tiers[0]" is 5'],
		[{ ...plain, tiers: [plain] }, '"tiers[0].above" is missing rather than a number of tokens'],
		[{ ...plain, tiers: [{ ...plain, above: 0.5 }] }, '"tiers[0].above" is 0.5 rather than a number of tokens'],
		[{ ...plain, tiers: [{ above: 9, input: 1 }] }, '"tiers[0].output" is missing'],
		[{ ...plain, tiers: [{ ...plain, above: 9, batch: 1 }] }, 'there is no "tiers[0].batch"'],
		[
			{ ...plain, tiers: [9, 9].map((above) => ({ ...plain, above })) },
			'"tiers[1].above" is not more than that of the tier before it',
		],
		[
			{ ...plain, tiers: [9, 8].map((above) => ({ ...plain, above })) },
			'"tiers[1].above" is not more than that of the tier before it',
		],
		[{ ...plain, tiers: [{ above: 9, input: 0.5, output: 2 }] }, '"tiers[0]" costs less than what comes before it'],
	];
	for (const [value, problem] of bad) {
		it(`is refused when ${problem}`, () => assert.equal(problemOf(value), problem));
	}
});
