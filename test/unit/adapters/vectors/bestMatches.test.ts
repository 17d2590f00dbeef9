import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { BestMatches } from '../../../../src/adapters/vectors/bestMatches.js';

describe('The best matches', () => {
	const matches = fc.uniqueArray(fc.record({ sequence: fc.nat(200), score: fc.integer({ min: -5, max: 5 }) }), {
		selector: ({ sequence }) => sequence,
		maxLength: 60,
	});

	it('are those that sorting would put first, earlier keys before later ones of the same score', () => {
		fc.assert(
			fc.property(matches, fc.nat(20), (offered, limit) => {
				const best = new BestMatches(limit);
				for (const match of offered) best.offer(match);
				assert.deepEqual(
					best.sorted(),
					offered.toSorted((a, b) => b.score - a.score || a.sequence - b.sequence).slice(0, limit),
				);
			}),
		);
	});

	it('have a threshold below which nothing can be among them', () => {
		const best = new BestMatches(2);
		const thresholds = [1, 3, 2, 0].map((score, sequence) => {
			best.offer({ sequence, score });
			return best.threshold;
		});
		assert.deepEqual(thresholds, [Number.NEGATIVE_INFINITY, 1, 2, 2]);
		assert.equal(new BestMatches(0).threshold, Number.POSITIVE_INFINITY);
	});
});
