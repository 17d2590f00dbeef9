import assert from 'node:assert/strict';
import { NearDuplicates } from '../../../../src/core/context/nearDuplicates.js';

const passage =
	'Noreen wrote down a run with no passengers, and under it the weight of the water that the lower tank had lost on the way down to the pier.';

describe('Near-duplicates', () => {
	const among = (text: string, ...taken: readonly string[]): string | undefined => {
		const duplicates = new NearDuplicates();
		taken.forEach((one, at) => duplicates.add(`item ${at}`, one));
		return duplicates.duplicateOf(text);
	};

	it('are found whatever their punctuation and case, with a word changed, and as part of a longer text', () => {
		assert.deepEqual(
			[
				among(passage, 'Something else.', passage),
				among(passage.toUpperCase().replace(',', ' —'), passage),
				among(passage.replace('wrote', 'noted'), passage),
				among(passage.slice(0, 90), passage),
				among('- A key.', '* a KEY'),
				among('…', '…'),
			],
			['item 1', 'item 0', 'item 0', 'item 0', 'item 0', 'item 0'],
		);
	});

	it('are not what says more, denies it, gives another number, or is another short statement', () => {
		assert.deepEqual(
			[
				among(`${passage} Nobody had rung. The bell hung where it had hung, green and silent, over the door.`, passage),
				among(passage.replace('had lost', 'had not lost'), passage),
				among(passage.replace('no passengers', '12 passengers'), passage),
				among('Ivy, age: 28', 'Ivy, age: 27'),
				among('…', '!'),
				among(passage),
			],
			[undefined, undefined, undefined, undefined, undefined, undefined],
		);
	});
});
