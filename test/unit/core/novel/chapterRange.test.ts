import assert from 'node:assert/strict';
import { parseChapterRange } from '../../../../src/core/novel/chapterRange.js';

const twelve = Array.from({ length: 12 }, (_, index) => index + 1);

describe('A range of chapters', () => {
	it('names each chapter once, in story order', () => {
		assert.deepEqual(
			['3', '1-3', ' 1 - 3 , 7', '7,1-3,2', '12-12'].map((text) => parseChapterRange(text, twelve)),
			[[3], [1, 2, 3], [1, 2, 3, 7], [1, 2, 3, 7], [12]],
		);
	});

	it('means all chapters of the outline when it is left out', () => {
		assert.deepEqual([parseChapterRange(undefined, [1, 3]), parseChapterRange(undefined, [])], [[1, 3], []]);
	});

	it('is refused with a sentence when it is none', () => {
		const messageOf = (text: string, known = twelve): string => {
			try {
				return parseChapterRange(text, known).join();
			} catch (error) {
				return (error as Error).message;
			}
		};
		assert.deepEqual(
			['x', '', '1,,2', '1-', '-3', '1.5', '3-1', '13', '0', '11-14'].map((text) => messageOf(text)),
			[
				...['x', '', '1,,2', '1-', '-3', '1.5'].map(
					(text) => `"${text}" does not name chapters. Write 3, 1-3 or 1-3,7.`,
				),
				'"3-1" runs backwards. Write 1-3.',
				...[13, 0, 13].map(
					(chapter) =>
						`There is no chapter ${chapter}: the outline ends with chapter 12. Name a chapter from 1 to 12, or add "## 13. Title" to outline.md.`,
				),
			],
		);
		assert.equal(
			messageOf('1-3', [1, 3]),
			'There is no chapter 2 in outline.md. Add "## 2. Title" to it, or name another chapter.',
		);
	});
});
