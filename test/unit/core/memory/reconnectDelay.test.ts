import assert from 'node:assert/strict';
import { AppError } from '../../../../src/base/errors.js';
import { reconnectDelay } from '../../../../src/core/memory/reconnectDelay.js';

describe('The wait before a server is tried again', () => {
	const gone = new AppError('redis-unreachable', 'It is gone.');

	it('doubles up to five seconds', () => {
		const delays = [1, 2, 3, 6, 7, 2_000].map((failures) => reconnectDelay(gone, failures, 1));
		assert.deepEqual(delays, [100, 200, 400, 3_200, 5_000, 5_000]);
	});

	it('is half of that at random', () => {
		assert.deepEqual(
			[0, 0.5].map((random) => reconnectDelay(gone, 3, random)),
			[200, 300],
		);
	});

	it('is long where somebody has to change something first', () => {
		assert.equal(reconnectDelay(new AppError('redis-refused', 'No.'), 1, 0), 30_000);
	});
});
