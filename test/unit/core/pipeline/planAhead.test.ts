import assert from 'node:assert/strict';
import { isUnbroken, memoryOfPlan } from '../../../../src/core/pipeline/planAhead.js';
import type { SceneCard } from '../../../../src/core/pipeline/replies.js';

const card = (part: Partial<SceneCard>): SceneCard => ({
	title: 'Steps',
	pov: 'Noreen',
	place: 'The weir',
	time: 'dusk',
	characters: ['Noreen'],
	goal: 'To cross',
	conflict: 'The water',
	outcome: 'No, and the boat is gone',
	subtext: 'Fear',
	opening: 'A rope',
	beats: ['She pulls the rope', 'It gives!'],
	closing: 'The rope floats off',
	...part,
});

describe('A plan that stands for a chapter', () => {
	it('says what happens, and where it leaves everybody', () => {
		const memory = memoryOfPlan({ scenes: [card({}), card({ place: 'The mill', closing: 'A door shuts.' })] });
		assert.deepEqual(memory, {
			summary:
				'She pulls the rope. It gives! No, and the boat is gone. She pulls the rope. It gives! No, and the boat is gone.',
			endState: 'The mill, dusk: A door shuts.',
			facts: [],
			threads: [],
			knowledge: [],
		});
	});

	it('has a cut where place or time change, and goes on where they do not', () => {
		const follows = (next: Partial<SceneCard>): boolean => isUnbroken([card({}), card(next)], 2);
		assert.deepEqual([{}, { place: ' the WEIR.' }, { place: 'The mill' }, { time: 'the next morning' }].map(follows), [
			true,
			true,
			false,
			false,
		]);
		assert.ok(isUnbroken([card({})], 2), 'what is not planned is not taken apart');
	});
});
