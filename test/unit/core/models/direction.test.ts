import assert from 'node:assert/strict';
import { meanDirection, normalised } from '../../../../src/core/models/direction.js';

describe('A direction', () => {
	it('is the vector at length one', () => {
		assert.deepEqual(normalised(Float32Array.of(3, -4)), Float32Array.of(0.6, -0.8));
	});

	it('is wanting where there is none', () => {
		for (const numbers of [[], [0, 0], [Number.NaN, 1], [Number.POSITIVE_INFINITY, 1]])
			assert.equal(normalised(Float32Array.from(numbers)), undefined);
	});

	it('lies between others by their weights', () => {
		const [right, up, left] = [Float32Array.of(1, 0), Float32Array.of(0, 1), Float32Array.of(-1, 0)];
		assert.deepEqual(meanDirection([right, up], [3, 4]), Float32Array.of(0.6, 0.8));
		assert.deepEqual(meanDirection([right], [7]), right);
		assert.equal(meanDirection([right, left], [1, 1]), undefined);
		assert.equal(meanDirection([], []), undefined);
	});
});
