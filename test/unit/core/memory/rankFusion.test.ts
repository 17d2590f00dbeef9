import assert from 'node:assert/strict';
import { fuseRanks } from '../../../../src/core/memory/rankFusion.js';

describe('Reciprocal-rank fusion', () => {
	it('adds up places, so that what two lists agree on comes first', () => {
		const fused = fuseRanks([
			{ name: 'words', sequences: [7, 3, 5], weight: 1 },
			{ name: 'meaning', sequences: [3, 9], weight: 1 },
		]);
		assert.deepEqual(fused, [
			{
				sequence: 3,
				score: 1 / 62 + 1 / 61,
				ranks: [
					{ name: 'words', rank: 2 },
					{ name: 'meaning', rank: 1 },
				],
			},
			{ sequence: 7, score: 1 / 61, ranks: [{ name: 'words', rank: 1 }] },
			{ sequence: 9, score: 1 / 62, ranks: [{ name: 'meaning', rank: 2 }] },
			{ sequence: 5, score: 1 / 63, ranks: [{ name: 'words', rank: 3 }] },
		]);
	});
});
