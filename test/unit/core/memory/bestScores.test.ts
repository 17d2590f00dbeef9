import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { bestScores } from '../../../../src/core/memory/bestScores.js';

describe('The best scores', () => {
	it('are those that sorting all of them would put first', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 200 }),
				fc.integer({ min: 1, max: 30 }),
				fc.integer({ min: 2, max: 5 }),
				(values, limit, divisor) => {
					const isAllowed = (sequence: number): boolean => sequence % divisor !== 0;
					const sorted = values
						.map((score, sequence) => ({ sequence, score }))
						.filter(({ sequence, score }) => score > 0 && isAllowed(sequence))
						.sort((a, b) => b.score - a.score || a.sequence - b.sequence);
					assert.deepEqual(bestScores(Float32Array.from(values), limit, isAllowed), sorted.slice(0, limit));
				},
			),
		);
	});
});
