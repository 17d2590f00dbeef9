import assert from 'node:assert/strict';
import { entitiesIn, namesOf } from '../../../../src/core/prose/namesIn.js';

const english = [
	`The harbour was quiet when Ada Marsh came down with Captain Rook. "Nobody is here," said Ada, "and I would not stay." So Captain Rook
went up to Salt Lane alone. Rain fell on Monday. The captain laughed.

When Ada looked up, the lamp was out. "Oh! I'll go to Port Ellery," she said, and Captain Rook nodded.`,
	`Ada's boat lay at Port Ellery. In the evening Dr. Vane and Ada Marsh walked along Salt Lane, and Dr. Vane spoke of the rain. Nobody
answered. "Captain Rook was here," said Ada. But the lane was empty, and the port was dark. Ada Marsh turned back.`,
];

const german = [
	`Am Abend kam Marta Salz mit dem Hund in den Hafen. Der Hafen war leer, und Marta wartete. „Niemand ist hier“, sagte Marta, „und ich bleibe nicht.“
Also ging Herr Vogt allein in die Stadt. Angst hatte er keine, aber eine große Angst lag über der Stadt.`,
	`Am Morgen stand Herr Vogt vor dem Haus von Marta Salz. Dort war Marta Salz zu Hause. Im Haus war Licht, und das Licht zitterte. Da rief Marta nach Herrn Vogt, und Herr Vogt kam.
Später sprachen Marta und Herr Vogt über Lübeck, denn nach Lübeck wollten sie, und in Lübeck wartete der Hund. Im Hafen sah man, wie Marta lachte. Doch Angst blieb.`,
];

describe('the names in a book', () => {
	it('are what has capital letters inside sentences, with titles before and places after', async () => {
		assert.deepEqual(await namesOf(english), [
			{ name: 'Ada', count: 4, chapters: [1, 2] },
			{ name: 'Captain Rook', count: 4, chapters: [1, 2] },
			{ name: 'Ada Marsh', count: 3, chapters: [1, 2] },
			{ name: 'Dr. Vane', count: 2, chapters: [2] },
			{ name: 'Port Ellery', count: 2, chapters: [1, 2] },
			{ name: 'Salt Lane', count: 2, chapters: [1, 2] },
		]);
	});

	it('are told from nouns in German, which has capitals for all of these', async () => {
		assert.deepEqual(await namesOf(german), [
			{ name: 'Marta', count: 5, chapters: [1, 2] },
			{ name: 'Herr Vogt', count: 4, chapters: [1, 2] },
			{ name: 'Lübeck', count: 3, chapters: [2] },
			{ name: 'Marta Salz', count: 3, chapters: [1, 2] },
		]);
	});

	it('are none in a script without capital letters', async () => {
		assert.deepEqual(await namesOf(['吾輩は猫である。名前はまだ無い。']), []);
	});
});

describe('the names in a passage', () => {
	const names = ['Rook', 'Captain Rook', 'Ada', "O'Brien", 'Dr. Vane', '猫', 'the Lane'];

	it('are found as whole words, the longest of those that overlap, in their order', () => {
		assert.deepEqual(
			entitiesIn(
				'Adam saw Captain\nRook, Rooks and Ada’s boat; then Ada, O’Brien and Dr Vane in the Lane, 吾輩は猫である, and Rook.',
				names,
			),
			['Captain Rook', 'Ada', "O'Brien", 'Dr. Vane', 'the Lane', '猫', 'Rook'],
		);
		assert.deepEqual(entitiesIn('The captain, Vane and ada.', names), []);
		assert.deepEqual(entitiesIn('Ada', []), []);
	});

	it('are found in 5,000 passages among 500 names in well under a second', () => {
		const many = Array.from({ length: 500 }, (_, index) => `Captain ${word(index)} ${word(index + 3)}`);
		const passages = Array.from({ length: 5_000 }, (_, index) =>
			Array.from({ length: 100 }, (_, at) => (at % 10 === 0 ? many[(index + at) % 500] : 'harbour')).join(' '),
		);
		const start = process.cpuUsage();
		const found = passages.map((passage) => entitiesIn(passage, many).length);
		const { user } = process.cpuUsage(start);
		assert.ok(user < 1_000_000, `${user} µs`);
		assert.deepEqual(new Set(found), new Set([10]));
	});
});

function word(index: number): string {
	return `N${String.fromCharCode(97 + (index % 26))}${String.fromCharCode(97 + (Math.floor(index / 26) % 26))}`;
}
