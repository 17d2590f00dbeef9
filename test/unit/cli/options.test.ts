import assert from 'node:assert/strict';
import { readCommandLine } from '../../../src/cli/options.js';

function pricesOf(...prices: readonly string[]): unknown {
	return readCommandLine(['status', '--novel', 'x', ...prices.flatMap((price) => ['--price', price])]).settings.prices;
}

describe('Prices on the command line', () => {
	it('name what the cache costs where it differs', () => {
		assert.deepEqual(pricesOf('a/b=1,2', 'a/c=1,2,0.1', 'a/d=1,2,0.1,1.25', 'a/e=free'), {
			'a/b': { input: 1, output: 2 },
			'a/c': { input: 1, output: 2, cacheRead: 0.1 },
			'a/d': { input: 1, output: 2, cacheRead: 0.1, cacheWrite: 1.25 },
			'a/e': 'free',
		});
	});

	it('name the share that a batch costs, with the prices of the cache and without', () => {
		assert.deepEqual(pricesOf('a/b=1,2,batch=0.5', 'a/c=1,2,0.1,1.25,batch=0'), {
			'a/b': { input: 1, output: 2, batch: 0.5 },
			'a/c': { input: 1, output: 2, cacheRead: 0.1, cacheWrite: 1.25, batch: 0 },
		});
	});

	const wrong = ['a/b=1', 'a/b=1,2,3,4,5', 'a/b=1,-2', 'a/b=1,2,', 'a/b=1,2,x', 'a/b=NaN,1'];
	for (const price of [...wrong, 'a/b=batch=0.5', 'a/b=1,2,batch=1.5', 'a/b=1,2,batch=', 'a/b=1,batch=0.5,2']) {
		it(`are refused when they are ${price}`, () => assert.throws(() => pricesOf(price), { code: 'usage' }));
	}
});
