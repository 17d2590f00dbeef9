import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { chapterBody } from '../../../../src/core/novel/chapterFile.js';
import {
	importedChapters,
	importedHash,
	importedMatter,
	importedOutline,
	usualLength,
} from '../../../../src/core/novel/importedFiles.js';
import { joinedWords, wordsHash } from '../../../../src/core/novel/joinedWords.js';
import { parseOutline } from '../../../../src/core/novel/outline.js';
import { splitManuscript, type SplitManuscript } from '../../../../src/core/novel/splitManuscript.js';

describe('the files of an imported manuscript', () => {
	it('have the text of each chapter below its whole heading', () => {
		const manuscript = split(
			'Salt\n\nby Ann Marsh\n\nPART ONE\n\nChapter 1\n\nThe Sea\n\nIt began.\n\n* * *\n\nIt went on.\n\nChapter 2\n\nThe Land\n\nIt ended.\n\nAcknowledgements\n\nThanks.',
		);
		assert.deepEqual(importedChapters(manuscript), [
			{
				path: 'manuscript/01-the-sea.md',
				text: '# PART ONE Chapter 1 The Sea\n\nIt began.\n\n* * *\n\nIt went on.\n',
				number: 1,
				title: 'The Sea',
				words: 5,
			},
			{
				path: 'manuscript/02-the-land.md',
				text: '# Chapter 2 The Land\n\nIt ended.\n',
				number: 2,
				title: 'The Land',
				words: 2,
			},
		]);
		assert.deepEqual(importedMatter(manuscript), [
			{ path: 'front-matter.md', text: 'Salt\n\nby Ann Marsh\n' },
			{ path: 'back-matter.md', text: 'Acknowledgements\n\nThanks.\n' },
		]);
		assert.equal(importedOutline('Salt', manuscript), '# Salt\n\n## 1. The Sea\n\n## 2. The Land\n');
	});

	it('have an outline that is read back with the same chapters', () => {
		const manuscript = split('I\n\nIt began.\n\nII\n\nIt went on.\n\nIII\n\nIt ended.');
		const { chapters } = parseOutline(importedOutline('Salt', manuscript));
		assert.deepEqual(
			chapters.map(({ number, title }) => [number, title]),
			[
				[1, 'I'],
				[2, 'II'],
				[3, 'III'],
			],
		);
	});

	it('keep comments as notes, and lines that look like headings as text', () => {
		const text = '# One\n\nIt began.\n\n<!-- The knife! -->\n\n## 5 o’clock\n\n# # 6\n\nIt ended.\n\n# Two\n\nMore.';
		const manuscript = split(text);
		const files = importedChapters(manuscript);
		assert.deepEqual(
			files.map((file) => chapterBody(file.text)),
			['It began.\n\n\n\n## 5 o’clock', 'It ended.', 'More.'],
		);
		assert.equal(joinedWords(files.map((file) => file.text).join('\n')), joinedWords(text));
		assert.match(files[0]?.text ?? '', /\n<!-- The knife! -->\n/);
	});

	it('put what stands before a heading and belongs to it into a comment, comments within it too', () => {
		const manuscript = split([
			['1.md', '# One\n\nIt began.'],
			['2.md', '---\nstatus: draft --> done\n---\n\n# Two\n\nIt ended.'],
		]);
		const [, second] = importedChapters(manuscript);
		assert.equal(second?.text, '<!--\n---\nstatus: draft  done\n---\n-->\n\n# Two\n\nIt ended.\n');
		assert.equal(chapterBody(second.text), 'It ended.');
		assert.equal(importedHash(manuscript), manuscript.report.hash);
	});

	it('hold every word of any source, and no other, in its order', () => {
		fc.assert(
			fc.property(fc.array(file, { minLength: 1, maxLength: 4 }), (files) => {
				const texts = files.map(({ text }) => text);
				const result = splitManuscript(files);
				if (result.kind === 'refused')
					return joinedWords(texts.join('\n')) === '' || result.code === 'too-many-chapters';
				const { manuscript } = result;
				assert.equal(importedHash(manuscript), manuscript.report.hash);
				const parts = manuscript.chapters.flatMap(({ before, heading, text }) => [before, `# ${heading ?? ''}`, text]);
				const words = joinedWords([manuscript.frontMatter, ...parts, manuscript.backMatter].join('\n'));
				assert.deepEqual(words.split(' ').toSorted(), joinedWords(texts.join('\n')).split(' ').toSorted());
				if (texts.length === 1) assert.equal(words, joinedWords(texts[0] ?? ''));
				return true;
			}),
			{ numRuns: 1_000 },
		);
	});

	it('have a usual length that an author would name', () => {
		assert.deepEqual(
			[usualLength([]), usualLength([3_190, 0, 2_880, 2_260]), usualLength([90_000])],
			[200, 2_900, 20_000],
		);
	});
});

describe('the words of a text', () => {
	it('are the same however it is set', () => {
		const plain = 'Chapter 1 It “began” — at 5 * * * o’clock. note';
		const texts = [
			'Chapter 1\n\nIt “began” — at 5\n\n* * *\n\no’clock.\nnote',
			'\uFEFF# Chapter 1\r\n\r\nIt “began”   — at 5\r\n* * *\r\n\fo’clock.\r\n<!-- note -->',
			'Chapter 1\n=========\n\nIt “began” — at 5 * * *\no’clock.\n\n---\n\n<!--note-->',
		];
		assert.deepEqual(texts.map(joinedWords), [plain, plain, plain]);
		assert.equal(wordsHash(texts[0] ?? ''), createHash('sha256').update(plain).digest('hex'));
	});
});

const heading = fc
	.tuple(
		fc.constantFrom('', '# ', '## ', '### '),
		fc.constantFrom('Chapter', 'PART', 'Kapitel', 'Stave', ''),
		fc.integer({ min: 1, max: 6 }),
	)
	.map(([marks, word, number]) => `${marks}${word} ${number}`);
const line = fc.oneof(
	{ weight: 4, arbitrary: heading },
	{ weight: 3, arbitrary: fc.constant('') },
	{ weight: 3, arbitrary: fc.constant('She waited for the boat, and it did not come.') },
	{
		weight: 1,
		arbitrary: fc.constantFrom(
			'Prologue',
			'EPILOGUE',
			'Contents',
			'Afterword',
			'The Sea',
			'THE LAND',
			'* * *',
			'I',
			'II',
		),
	},
	{
		weight: 1,
		arbitrary: fc.constantFrom(
			'---',
			'===',
			'```',
			'<!--',
			'-->',
			'<!-- note -->',
			'#',
			'\f',
			'\v',
			'# # 3',
			'title: Salt',
		),
	},
	{ weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
);
const source = fc
	.tuple(fc.array(line, { maxLength: 40 }), fc.constantFrom('\n', '\r\n', '\n\n', '\r', '\f'))
	.map(([lines, end]) => lines.join(end));
const file = fc.record({
	path: fc.constantFrom(
		'1.md',
		'2.md',
		'Chapter Two.txt',
		'a/3 - The Sea.md',
		'prologue.md',
		'Title page.md',
		'afterword.md',
		'notes.md',
	),
	text: source,
});

function split(source: string | ReadonlyArray<readonly [path: string, text: string]>): SplitManuscript {
	const files = typeof source === 'string' ? [['book.txt', source] as const] : source;
	const result = splitManuscript(files.map(([path, text]) => ({ path, text })));
	return result.kind === 'split' ? result.manuscript : assert.fail(result.reason);
}
