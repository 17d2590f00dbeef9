import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
	authorNotes,
	chapterBody,
	chapterFileName,
	chapterNumberOf,
	chapterText,
	countWords,
	lastPage,
} from '../../../../src/core/novel/chapterFile.js';

describe('chapter file', () => {
	it('names files so that they sort by number', () => {
		assert.deepEqual(
			[chapterFileName(1, 'The Arrivál', 12), chapterFileName(7, '', 120), chapterFileName(3, '../../etc/passwd', 5)],
			['01-the-arrival.md', '007.md', '03-etc-passwd.md'],
		);
	});

	it('reads the number back from any title', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 400 }), fc.string({ unit: 'grapheme' }), (number, title) => {
				const name = chapterFileName(number, title, 400);
				assert.equal(chapterNumberOf(name), number);
				assert.doesNotMatch(name, /[/\\:*?"<>|]|\.\./);
			}),
		);
	});

	it('knows which files are chapters', () => {
		const files = [
			'manuscript/02-debts.md',
			'C:\\book\\10.md',
			'3 The End.MD',
			'notes.md',
			'01-x.txt',
			'00-prologue.md',
			'12345.md',
		];
		assert.deepEqual(files.map(chapterNumberOf), [2, 10, 3, undefined, undefined, undefined, undefined]);
	});

	it('sets scenes below the title with a break between them', () => {
		assert.equal(
			chapterText({ title: 'Debts', scenes: ['One.\n', '', '\nTwo.'], rehearsal: false }),
			'# Debts\n\nOne.\n\n* * *\n\nTwo.\n',
		);
	});

	it('says plainly that a rehearsal is not a draft', () => {
		const text = chapterText({ title: 'Debts', scenes: ['One.'], rehearsal: true });
		assert.match(text, /^<!-- Rehearsal text: .* Not a draft\. -->\n\n# Debts\n\nOne\.\n$/);
		assert.equal(chapterBody(text), 'One.');
	});

	it('keeps what an author noted in comments, and nothing of ours', () => {
		const parts = { title: 'Debts', scenes: ['One.'], rehearsal: true };
		const planned = '# Debts\r\n\r\n<!-- The knife,\r\nby the door. -->\n<!-- Rain. -->\n';
		const notes = authorNotes(planned);
		assert.deepEqual(notes, ['<!-- The knife,\nby the door. -->', '<!-- Rain. -->']);
		const text = chapterText({ ...parts, notes });
		assert.match(text, /-->\n\n# Debts\n\n<!-- The knife,\nby the door\. -->\n\n<!-- Rain\. -->\n\nOne\.\n$/);
		assert.deepEqual([authorNotes(text), chapterBody(text)], [notes, 'One.']);
	});

	it('takes the prose out of a file a person has edited', () => {
		assert.equal(
			chapterBody('\uFEFF<!-- note -->\r\n# Debts\r\n\r\nOne.\r\n<!-- cut\r\nthis -->\r\nTwo.\r\n'),
			'One.\n\nTwo.',
		);
		assert.equal(chapterBody('No heading.'), 'No heading.');
	});

	it('counts words as writers do', () => {
		const counts = {
			"Don't look, well-worn O’Brien—run.": 5,
			'# A Title\n\n<!-- a note -->One.\n\n* * *\n\nTwo.': 2,
			'In 1,200 days, 3.5 miles': 5,
			'吾輩は猫である。': 7,
			'Élan naïve über ქართული': 4,
			'': 0,
		};
		assert.deepEqual(Object.fromEntries(Object.keys(counts).map((text) => [text, countWords(text)])), counts);
	});

	it('counts a whole book at once', () => {
		assert.equal(countWords('She didn’t answer the well-worn door. '.repeat(50_000)), 300_000);
	});

	it('takes whole paragraphs for the last page', () => {
		const text = '# T\n\none two three\n\n* * *\n\nfour five six\n\nseven eight\n';
		assert.deepEqual(
			[lastPage(text, 2), lastPage(text, 5), lastPage(text, 100), lastPage(text, 0), lastPage('', 9)],
			[
				'seven eight',
				'four five six\n\nseven eight',
				'one two three\n\n* * *\n\nfour five six\n\nseven eight',
				'seven eight',
				'',
			],
		);
	});
});
