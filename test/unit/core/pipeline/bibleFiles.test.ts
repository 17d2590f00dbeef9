import assert from 'node:assert/strict';
import { planFiles } from '../../../../src/core/pipeline/bibleFiles.js';
import { parseOutline } from '../../../../src/core/novel/outline.js';
import { twoChapterInfo as info } from '../../../support/novel/twoChapterInfo.js';

const place = (name: string) => ({ name, description: 'Stone steps.\nCold.', senses: 'Tar.', pressure: 'They wait.' });
const person = (name: string) => ({
	name,
	aliases: [],
	role: 'Keeps the lift.',
	born: '1925',
	traits: ['Rolled sleeves', 'a scar'],
	want: 'Quiet.',
	need: 'Company.',
	wound: 'A fall.',
	lie: 'She did it.',
	limits: ['Cannot swim'],
	voice: 'Short.',
	sampleLines: ['No.', 'Not today.'],
});

describe('files of the plan', () => {
	it('writes a concept to read and edit', () => {
		const candidates = ['A', 'B', 'C'].map((logline) => ({ logline, probability: 0.2 }));
		const reply = {
			candidates,
			logline: 'A town dries up.',
			question: 'Who drank it?',
			promises: ['Rain', 'A body'],
			ending: 'It rains.',
		};
		assert.deepEqual(planFiles('concept', reply, info), [
			{
				path: 'bible/concept.md',
				text: '# Concept\n\nA town dries up.\n\n## The question\n\nWho drank it?\n\n## Promises to the reader\n\n- Rain\n- A body\n\n## The ending\n\nIt rains.\n',
			},
		]);
	});

	it('gives each place a file with a name of its own inside the bible', () => {
		const rules = [{ rule: 'Water is counted', limit: 'Not rain', cost: 'A fine', effect: 'Neighbours watch' }];
		const places = ['../../etc/passwd', 'Rules', 'Étang', 'étang!', '???', 'CON'].map(place);
		const files = planFiles('world', { rules, places }, info);
		assert.deepEqual(
			files.map((file) => file.path),
			['con-1', 'etang-2', 'etang', 'etc-passwd', 'place', 'rules-2', 'rules'].map((name) => `bible/world/${name}.md`),
		);
		assert.equal(files[2]?.text, '# Étang\n\nStone steps.\nCold.\n\n- **Senses:** Tar.\n- **Pressure:** They wait.\n');
		assert.match(files[6]?.text ?? '', /^# Rules of this world\n\n## Water is counted\n\n- \*\*Limit:\*\* Not rain\n/);
	});

	it('writes characters as an author would', () => {
		const [file, other] = planFiles('characters', { characters: [person('Noreen Tuplin'), person('Ivy')] }, info);
		assert.equal(file?.path, 'bible/characters/ivy.md');
		assert.equal(
			other?.text,
			[
				'# Noreen Tuplin\n\nKeeps the lift.\n\n- **Born:** 1925\n- **Always:** Rolled sleeves; a scar\n- **Want:** Quiet.',
				'- **Need:** Company.\n- **Wound:** A fall.\n- **Lie:** She did it.\n- **Limits:** Cannot swim\n- **Voice:** Short.',
				'\n## Lines\n\n> No.\n>\n> Not today.\n',
			].join('\n'),
		);
	});

	it('sorts beats by chapter and lists where motifs return', () => {
		const beat = (name: string, chapter: number) => ({ name, chapter, cause: 'c', change: 'd' });
		const beats = ['E', 'D', 'C', 'B', 'A'].map((name, index) => beat(name, 5 - index));
		const [sheet] = planFiles('beat_sheet', { beats }, info);
		assert.match(sheet?.text ?? '', /## A \(chapter 1\)[^]*## B \(chapter 2\)[^]*## E \(chapter 5\)/);
		const motif = { image: 'A key', owner: 'Ivy', chapters: [7, 2, 7], variation: 'Lost, then found' };
		const [motifs] = planFiles('motifs', { motifs: [motif] }, info);
		assert.match(motifs?.text ?? '', /## A key\n\n- \*\*Whose:\*\* Ivy\n- \*\*Chapters:\*\* 2, 7\n/);
	});

	it('writes an outline that reads back', () => {
		const chapter = { title: 'One', pov: 'Ivy', location: 'Pier', time: 'dawn', beats: ['a', 'b', 'c'] };
		const [file] = planFiles('outline', { chapters: [chapter, { ...chapter, title: 'Two' }] }, info);
		const { chapters, problems } = parseOutline(file?.text ?? '');
		assert.equal(file?.path, 'outline.md');
		assert.deepEqual(problems, []);
		assert.deepEqual(
			chapters.map(({ line: _line, ...rest }) => rest),
			[
				{ ...chapter, number: 1 },
				{ ...chapter, title: 'Two', number: 2 },
			],
		);
	});
});
