import assert from 'node:assert/strict';
import { splitManuscript, type SplitManuscript } from '../../../../src/core/novel/splitManuscript.js';
import { plainProse } from '../../../support/novel/plainProse.js';

const prose = plainProse(3);

describe('a manuscript in several files', () => {
	it('has a chapter a file, headed by its first heading or else called as the file is', () => {
		const { chapters } = split({
			'1.md': `# The Sea\n\n${prose}`,
			'2 - The Land.md': prose,
			'3_home.txt': `Coming Home\n\n${prose}`,
			'4.md': prose,
		});
		assert.deepEqual(
			chapters.map(({ number, title, heading }) => [number, title, heading]),
			[
				[1, 'The Sea', 'The Sea'],
				[2, 'The Land', undefined],
				[3, 'Coming Home', 'Coming Home'],
				[4, 'Chapter 4', undefined],
			],
		);
	});

	it('may have several chapters a file', () => {
		const { chapters } = split({
			'part1.md': `# Part One\n\n## Chapter 1\n\n${prose}\n\n## Chapter 2\n\n${prose}`,
			'part2.md': `# Part Two\n\n## Chapter 3\n\n${prose}\n\n## Chapter 4\n\n${prose}`,
		});
		assert.deepEqual(
			chapters.map(({ heading }) => heading),
			['Part One Chapter 1', 'Chapter 2', 'Part Two Chapter 3', 'Chapter 4'],
		);
	});

	it('keeps scenes with headings together in the chapter of their file', () => {
		const scenes = `## Morning\n\n${prose}\n\n## Evening\n\n${prose}`;
		const { chapters } = split({
			'01 The Sea.md': scenes,
			'02 The Land.md': `${prose}\n\n${scenes}`,
			'03 Home.md': prose,
		});
		assert.deepEqual(
			chapters.map(({ title }) => title),
			['The Sea', 'The Land', 'Home'],
		);
	});

	it('keeps the properties of a file outside its prose', () => {
		const properties = '---\nstatus: draft\n---';
		const { frontMatter, chapters } = split({
			'1.md': `${properties}\n\n# The Sea\n\n${prose}`,
			'2.md': `${properties}\n\n${prose}`,
		});
		assert.deepEqual(
			[frontMatter, ...chapters.map(({ before, text }) => [before, text])],
			['', [properties, prose], [properties, prose]],
		);
	});

	it('takes files that are neither numbered nor headed for no chapters when nearly all others are', () => {
		const { frontMatter, chapters, backMatter } = split({
			'cover.md': 'Salt\n\nby Ann Marsh',
			'1.md': `# Chapter 1\n\n${prose}`,
			'2.md': `# Chapter 2\n\n${prose}`,
			'3.md': `# Chapter 3\n\n${prose}`,
			'4.md': `# Chapter 4\n\n${prose}`,
			'notes.md': 'Remember the knife.',
		});
		assert.deepEqual(
			[frontMatter, chapters.map(({ heading }) => heading), backMatter],
			['Salt\n\nby Ann Marsh', ['Chapter 1', 'Chapter 2', 'Chapter 3', 'Chapter 4'], 'Remember the knife.'],
		);
	});

	it('is put into the order of its headings when the names of the files have another', () => {
		const { chapters, report } = split({
			'arrival.md': '# Chapter 2\n\nSecond.',
			'beach.md': '# Chapter 1\n\nFirst.',
			'city.md': '# Chapter 3\n\nThird.',
		});
		assert.deepEqual(
			chapters.map(({ text }) => text),
			['First.', 'Second.', 'Third.'],
		);
		assert.ok(report.notes.includes('The files were put into the order of the numbers in their headings.'));
	});
});

function split(files: Readonly<Record<string, string>>): SplitManuscript {
	const result = splitManuscript(Object.entries(files).map(([path, text]) => ({ path, text })));
	return result.kind === 'split' ? result.manuscript : assert.fail(result.reason);
}
