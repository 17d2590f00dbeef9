import assert from 'node:assert/strict';
import type { FinishReason } from '../../../../src/core/models/languageModel.js';
import { judgeScene } from '../../../../src/core/prose/sceneCompletion.js';

const scene = (words: number, end = '.'): string => `${Array.from({ length: words }, () => 'word').join(' ')}${end}`;
const kindOf = (text: string, reason: FinishReason, continuations = 0): string =>
	judgeScene(text, 100, reason, continuations, 3).kind;

describe('Whether a scene is done', () => {
	it('is read from its length and its last sentence', () => {
		const cases: readonly (readonly [string, FinishReason, number, string])[] = [
			[scene(100), 'stop', 0, 'finished'],
			[scene(88), 'stop', 0, 'finished'],
			[scene(87), 'stop', 0, 'continue'],
			[scene(100, ''), 'stop', 0, 'continue'],
			[scene(100, ' and'), 'length', 0, 'continue'],
			[scene(100), 'length', 0, 'finished'],
			[scene(100), 'interrupted', 0, 'finished'],
			[scene(40), 'interrupted', 0, 'continue'],
			['', 'stop', -1, 'continue'],
			[scene(75), 'stop', 3, 'finished'],
			[scene(75), 'interrupted', 3, 'unfinished'],
			[scene(60), 'stop', 3, 'unfinished'],
			[scene(120, ''), 'stop', 3, 'unfinished'],
		];
		for (const [text, reason, continuations, wanted] of cases)
			assert.equal(kindOf(text, reason, continuations), wanted, `${text.length} ${reason} ${continuations}`);
	});

	it('asks for the rest that is missing, or for the end alone', () => {
		assert.deepEqual(judgeScene(scene(40), 100, 'stop', 0, 3), {
			kind: 'continue',
			instruction:
				'Go on from exactly where your text ends, with the next sentence, and repeat nothing. The scene has 40 of about 100 words: write the remaining 60, through its outcome to its closing moment. Prose only.',
		});
		assert.deepEqual(judgeScene(scene(96, ' and'), 100, 'length', 0, 3), {
			kind: 'continue',
			instruction:
				'Go on from exactly where your text ends, with the next sentence, and repeat nothing. Bring the scene to its closing moment within 80 words. Prose only.',
		});
	});

	it('says what is missing when it is given up', () => {
		assert.deepEqual(
			[judgeScene(scene(50), 100, 'stop', 3, 3), judgeScene(scene(50, ''), 100, 'length', 3, 3)],
			[
				{ kind: 'unfinished', problem: 'it has 50 of 100 words' },
				{ kind: 'unfinished', problem: 'it breaks off in mid-sentence after 50 words' },
			],
		);
	});
});
