import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { passagesAnswer, type FoundPassage } from '../../../../src/host/chat/passagesAnswer.js';
import { fitAnswer } from '../../../../src/host/chat/sizedAnswer.js';

const counting = { most: 100, render: (size: number) => 'x'.repeat(10 + size) };
const count = (text: string): Promise<number> => Promise.resolve(text.length);

describe('An answer for a model', () => {
	it('is whole where nothing is said about room, or where there is enough', async () => {
		assert.equal((await fitAnswer(counting, undefined)).length, 110);
		assert.equal((await fitAnswer(counting, { budget: 110, count })).length, 110);
	});

	it('fills the room that there is, and says the least where there is none', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 0, max: 200 }), async (budget) => {
				const { length } = await fitAnswer(counting, { budget, count });
				assert.equal(length, Math.max(10, Math.min(110, budget)));
			}),
		);
	});
});

describe('Passages for a model', () => {
	const passages: readonly FoundPassage[] = [
		{ text: 'The lamp went out at ten, and nobody said so.', told: { chapter: 1 } },
		{ text: `She counted the keys${' and counted them again'.repeat(10)}.`, told: { chapter: 2 } },
		{ text: 'The tide was in.', told: { chapter: 3 } },
	];
	const answer = passagesAnswer({ novel: 'The Lamp' }, passages);
	const at = (size: number): unknown => JSON.parse(answer.render(size));

	it('come whole, best first, with what is told of them', () => {
		assert.deepEqual(at(answer.most), {
			novel: 'The Lamp',
			matches: passages.map(({ text, told }) => ({ ...told, text })),
		});
	});

	it('are cut at the end of a word and left out from the last on, which is counted', () => {
		assert.deepEqual(at(45 + 68), {
			novel: 'The Lamp',
			matches: [
				{ chapter: 1, text: passages[0]?.text },
				{ chapter: 2, text: 'She counted the keys and counted them again and counted them again…' },
			],
			leftOut: 1,
		});
		assert.deepEqual(at(50), { novel: 'The Lamp', matches: [{ chapter: 1, text: passages[0]?.text }], leftOut: 2 });
		assert.deepEqual(at(0), { novel: 'The Lamp', matches: [], leftOut: 3 });
	});
});
