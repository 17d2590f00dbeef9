import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { evenCuts } from '../../../../src/core/prose/evenCuts.js';

describe('even cuts', () => {
	it('leave no small rest at the end', () => {
		assert.deepEqual(evenCuts([10, 10, 10, 10, 10, 10, 10], 25, 35), [3, 5]);
		assert.deepEqual(evenCuts([90], 25, 35), []);
		assert.deepEqual(evenCuts([], 25, 35), []);
	});

	it('never make a piece too long, but of a unit that is', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 1, max: 60 })), (lengths) => {
				const cuts = evenCuts(lengths, 20, 30);
				const pieces = [0, ...cuts].map((start, index) => lengths.slice(start, cuts[index] ?? lengths.length));
				for (const piece of pieces) assert.ok(piece.length < 2 || piece.reduce((sum, one) => sum + one) <= 30);
				assert.deepEqual(pieces.flat(), lengths);
			}),
		);
	});
});
