import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { OutlineChapter } from '../../../../src/core/novel/novel.js';
import { formatOutline, outlineOverview, outlineProblems, parseOutline } from '../../../../src/core/novel/outline.js';
import { twoChapterInfo as info } from '../../../support/novel/twoChapterInfo.js';

const chapter = (number: number, more: Partial<OutlineChapter> = {}): OutlineChapter => ({
	number,
	title: `Title ${number}`,
	beats: ['Something happens.'],
	pov: '',
	location: '',
	time: '',
	line: 0,
	...more,
});

const codes = (text: string): string[] =>
	parseOutline(text).problems.map((problem) => `${problem.line} ${problem.severity} ${problem.code}`);

describe('outline', () => {
	it('reads chapters with their beats, point of view, place and time', () => {
		const text =
			'# Salt\n\nA note.\n\n## 1. The Arrival\n\npov: Mara\nLocation: the harbour\nTIME: dawn\n\n- She lands.\n- She is seen.\n\n## 2. Debts\n\n1. He asks.\n';
		assert.deepEqual(parseOutline(text), {
			chapters: [
				{
					number: 1,
					title: 'The Arrival',
					beats: ['She lands.', 'She is seen.'],
					pov: 'Mara',
					location: 'the harbour',
					time: 'dawn',
					line: 4,
				},
				{ number: 2, title: 'Debts', beats: ['He asks.'], pov: '', location: '', time: '', line: 13 },
			],
			problems: [],
		});
	});

	it('reads what Windows editors and other habits write', () => {
		const text =
			'\uFEFF## Chapter 1: One\r\n\r\n*\tFirst\r\n+ Second\r\n\r\n## 2) Two\r\n- b\r\n\r\n## 3 — Three\r\n- c\r\n';
		const { chapters, problems } = parseOutline(text);
		assert.deepEqual(problems, []);
		assert.deepEqual(
			chapters.map(({ number, title, beats, line }) => ({ number, title, beats, line })),
			[
				{ number: 1, title: 'One', beats: ['First', 'Second'], line: 0 },
				{ number: 2, title: 'Two', beats: ['b'], line: 5 },
				{ number: 3, title: 'Three', beats: ['c'], line: 8 },
			],
		);
	});

	it('joins nested and continued lines to their beat', () => {
		const text =
			'## 1. One\n- She lands\n  in the rain\n    - wet\n    - cold.\n\n  Still hers.\n- Next\ngoes on\n\nA note, not a beat.\n';
		assert.deepEqual(parseOutline(text).chapters[0]?.beats, [
			'She lands in the rain; wet; cold. Still hers.',
			'Next goes on',
		]);
	});

	it('takes properties from list items and bold labels before the first beat only', () => {
		const text = '## 1. One\n- POV: Mara\n- **Time:** noon\n- She lands.\n- Time: it runs out.\n';
		assert.deepEqual(parseOutline(text).chapters[0], {
			number: 1,
			title: 'One',
			beats: ['She lands.', 'Time: it runs out.'],
			pov: 'Mara',
			location: '',
			time: 'noon',
			line: 0,
		});
	});

	it('ignores comments, other headings and scene breaks, and keeps line numbers', () => {
		const text = '<!-- ## 9. Cut\n- old\n-->\n## 1. One\n### Part\n- a\n* * *\n---\n';
		assert.deepEqual(parseOutline(text), {
			chapters: [chapter(1, { title: 'One', beats: ['a'], line: 3 })],
			problems: [],
		});
	});

	it('says what to do about an empty outline', () => {
		const [problem] = parseOutline('# Salt\n\nLater.\n').problems;
		assert.equal(problem?.severity, 'error');
		assert.match(problem?.message ?? '', /^outline\.md has no chapters\. Add a heading such as '## 1\. The Arrival'/);
	});

	it('reports duplicates, gaps, missing titles and missing beats where they are', () => {
		const text = '## 1. One\n- a\n## 1. Again\n- b\n## 3.\n## Notes\n- not a beat\n## 0. Prologue\n- x\n';
		assert.deepEqual(codes(text), [
			'2 error outline-duplicate',
			'4 warning outline-numbering',
			'4 warning outline-title',
			'4 warning outline-beats',
			'5 information outline-heading',
			'7 error outline-number',
		]);
		assert.deepEqual(
			parseOutline(text).chapters.map(({ number, title }) => `${number} ${title}`),
			['1 One', '3 Chapter 3'],
		);
	});

	it('sorts chapters that stand in another order', () => {
		assert.deepEqual(
			parseOutline('## 2. Two\n- b\n## 1. One\n- a\n').chapters.map(({ number }) => number),
			[1, 2],
		);
	});

	it('compares the number of chapters with novel.json', () => {
		assert.deepEqual(outlineProblems([chapter(1), chapter(2)], info), []);
		const [problem] = outlineProblems([chapter(1, { line: 7 })], info);
		assert.equal(problem?.line, 7);
		assert.match(
			problem?.message ?? '',
			/outline\.md has 1 chapter and novel\.json says 2\..*"chapters" in novel\.json to 1/,
		);
	});

	it('gives one line a chapter', () => {
		const chapters = [
			chapter(1, { pov: 'Mara', time: 'dawn', beats: ['She lands.', 'x', 'She is seen.'] }),
			chapter(2, { beats: [] }),
		];
		assert.equal(outlineOverview(chapters), '1. Title 1 (Mara, dawn): She lands. … She is seen.\n2. Title 2');
	});

	it('reads back exactly what it wrote', () => {
		const words = fc
			.array(fc.stringMatching(/^[^\s]{1,12}$/u), { minLength: 1, maxLength: 6 })
			.map((parts) => parts.join(' '));
		const anyText = fc.oneof(
			words,
			fc.constantFrom('time: is up', 'POV: shots', '- dash', '1. one', '# x', '<!-- y -->', 'é — “q”', '***'),
		);
		const optional = fc.oneof(
			fc.constant(''),
			anyText.filter((text) => !text.startsWith('**') && !text.startsWith('__')),
		);
		const one = fc.record({
			title: anyText,
			beats: fc.array(anyText, { minLength: 1, maxLength: 5 }),
			pov: optional,
			location: optional,
			time: optional,
		});
		fc.assert(
			fc.property(words, fc.array(one, { minLength: 1, maxLength: 8 }), (title, list) => {
				const chapters = list.map((item, index) => ({ ...item, number: index + 1 }));
				const read = parseOutline(
					formatOutline(
						title,
						chapters.map((item) => ({ ...item, line: 0 })),
					),
				);
				assert.deepEqual(read.problems, []);
				assert.deepEqual(
					read.chapters.map(({ line: _line, ...rest }) => rest),
					chapters,
				);
			}),
		);
	});

	it('never throws, and never yields two chapters of one number', () => {
		const line = fc.oneof(
			fc.string(),
			fc.constantFrom('## 1. A', '## 2', '- x', '  - y', 'pov: z', '\t', '# T', '##', '<!--', '-->'),
		);
		fc.assert(
			fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
				const numbers = parseOutline(lines.join('\n')).chapters.map(({ number }) => number);
				assert.equal(new Set(numbers).size, numbers.length);
			}),
		);
	});
});
