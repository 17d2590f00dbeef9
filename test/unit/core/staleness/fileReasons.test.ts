import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { BibleEntry, Novel, OutlineChapter } from '../../../../src/core/novel/novel.js';
import { presentIn, scenePlanView, sceneView } from '../../../../src/core/prompts/promptView.js';
import { renderPrompt } from '../../../../src/core/prompts/prompts.js';
import type { DraftBasis } from '../../../../src/core/staleness/draftBasis.js';
import { BookInputs } from '../../../../src/core/staleness/fileInputs.js';
import { fileReasons, namedEntries } from '../../../../src/core/staleness/fileReasons.js';
import type { StaleReason } from '../../../../src/core/staleness/staleness.js';
import { twoChapterInfo } from '../../../support/novel/twoChapterInfo.js';

const prose = 'Ada Marsh lit the lamp. Nobody saw it.';
const situation = { memory: '', lastPage: '', passages: '' };

const bases = (novel: Novel, chapter: number): Pick<DraftBasis, 'files' | 'named'> => {
	const inputs = new BookInputs(novel);
	return { files: inputs.of(chapter), named: namedEntries(inputs.entries, aboutOf(novel, chapter)) };
};

const reasonsOf = (
	novel: Novel,
	chapter: number,
	basis: Pick<DraftBasis, 'files' | 'named'>,
): readonly StaleReason[] => {
	const inputs = new BookInputs(novel);
	const about = aboutOf(novel, chapter);
	return fileReasons(basis, { chapter, inputs: inputs.of(chapter), entries: inputs.entries, about });
};

function aboutOf(novel: Novel, chapter: number): string {
	return `${presentIn(outlineAt(novel, chapter))} ${prose.toLowerCase()}`;
}

function outlineAt(novel: Novel, chapter: number): OutlineChapter {
	const found = novel.outline.find(({ number }) => number === chapter);
	if (found === undefined) throw new Error(`There is no chapter ${chapter}.`);
	return found;
}

/** All prompts that draft a chapter, but for white space. */
function promptsOf(novel: Novel, number: number): string {
	const chapter = outlineAt(novel, number);
	const place = { ...situation, chapter };
	const card = {
		...{ title: 'A lamp', pov: 'Ada', place: 'the pier', time: 'night', characters: ['Ada'], goal: 'light' },
		...{ conflict: 'wind', outcome: 'yes, but', subtext: '', opening: 'dark', beats: ['She comes.'], closing: 'light' },
	};
	const plan = renderPrompt(novel.templates, 'scene_plan', scenePlanView(novel, place, 1));
	const scene = renderPrompt(
		novel.templates,
		'scene_drafting',
		sceneView(novel, place, [card], 1, { text: '', closing: '' }),
	);
	return JSON.stringify([plan, scene]).replace(/(\s|\\n)+/g, ' ');
}

const words = fc.constantFrom('lamp', 'pier', 'Ada', 'sea', 'wind', 'gone', 'Tom').map((word) => word);
const line = fc.array(words, { minLength: 1, maxLength: 4 }).map((some) => some.join(' '));
const markdown = fc
	.tuple(line, fc.constantFrom('', '\n\n<!-- a note -->', '\n\n\n'), line)
	.map(([one, between, other]) => `# Heading\n\n${one}${between}\n\n${other}\n`);
const entry = (folder: string): fc.Arbitrary<BibleEntry> =>
	fc
		.tuple(fc.constantFrom('Ada Marsh', 'Tom Finch', 'Zeb Quill'), markdown)
		.map(([name, text]) => ({ name, path: `bible/${folder}/${name.toLowerCase().replace(' ', '-')}.md`, text }));
const entries = (folder: string): fc.Arbitrary<BibleEntry[]> =>
	fc.uniqueArray(entry(folder), { maxLength: 3, selector: ({ path }) => path });
const outlineChapter = (number: number): fc.Arbitrary<OutlineChapter> =>
	fc.record({
		...{ number: fc.constant(number), title: line, beats: fc.array(line, { minLength: 1, maxLength: 3 }) },
		...{ pov: line, location: line, time: line, line: fc.nat(40) },
	});
const novels: fc.Arbitrary<Novel> = fc.record({
	info: fc.record({
		...Object.fromEntries(Object.entries(twoChapterInfo).map(([field, value]) => [field, fc.constant(value)])),
		title: line,
		tense: fc.constantFrom('past', 'present'),
		chapters: fc.constantFrom(4, 5),
	}) as fc.Arbitrary<Novel['info']>,
	bible: fc.record({
		...{ premise: markdown, style: markdown, concept: markdown, beatSheet: markdown, motifs: markdown },
		...{ characters: entries('characters'), world: entries('world') },
	}),
	outline: fc.tuple(outlineChapter(1), outlineChapter(2), outlineChapter(3), outlineChapter(4)),
	templates: fc.constantFrom(
		new Map<string, string>(),
		new Map([['book', '# {{title}}\n{{! A note. }}\n{{style}}\n']]),
	),
});
/** One part of a novel is another one's. */
const edits: fc.Arbitrary<readonly [before: Novel, after: Novel]> = fc
	.tuple(novels, novels, fc.constantFrom('info', 'bible', 'outline', 'templates', 'bible.style', 'bible.characters'))
	.map(([before, other, part]) => [before, withPart(before, other, part)]);

function withPart(novel: Novel, other: Novel, part: string): Novel {
	const [whole, inner] = part.split('.');
	if (inner === undefined) return { ...novel, [part]: other[part as keyof Novel] };
	return { ...novel, [whole as 'bible']: { ...novel.bible, [inner]: other.bible[inner as 'style'] } };
}

describe('What in the author’s files has made a chapter stale', () => {
	it('is nothing for whatever changes no prompt of the chapter', () => {
		let same = 0;
		fc.assert(
			fc.property(edits, fc.constantFrom(1, 2, 3), ([before, after], chapter) => {
				if (promptsOf(before, chapter) !== promptsOf(after, chapter)) return;
				same++;
				assert.deepEqual(reasonsOf(after, chapter, bases(before, chapter)), []);
			}),
			{ numRuns: 1_000 },
		);
		assert.ok(same > 20, `only ${same} edits changed no prompt`);
	});

	it('is something for whatever changes what the prompts of the chapter say of it, of its people or of how to write', () => {
		fc.assert(
			fc.property(edits, fc.constantFrom(1, 2, 3), ([before, after], chapter) => {
				// Overview and number of chapters say where it stands; an entry that it does not name is about somebody else.
				const told = (novel: Novel): string =>
					promptsOf(
						{
							...novel,
							info: { ...novel.info, chapters: 4 },
							bible: { ...novel.bible, ...ofNamed(novel, [before, after], chapter) },
							outline: novel.outline.filter(({ number }) => number === chapter || number === chapter + 1),
						},
						chapter,
					).replace(/# The whole outline.*?# Chapter/, '');
				if (told(before) === told(after)) return;
				assert.notDeepEqual(reasonsOf(after, chapter, bases(before, chapter)), []);
			}),
			{ numRuns: 1_000 },
		);
	});

	it('is gone when the edit is taken back', () => {
		fc.assert(
			fc.property(edits, fc.constantFrom(1, 2, 3), ([before, after], chapter) => {
				const basis = bases(before, chapter);
				reasonsOf(after, chapter, basis);
				assert.deepEqual(reasonsOf(structuredClone(before), chapter, basis), []);
			}),
		);
	});
});

/** Entries that the chapter names before or after the edit. */
function ofNamed(
	{ bible }: Novel,
	both: readonly Novel[],
	chapter: number,
): Pick<Novel['bible'], 'characters' | 'world'> {
	const named = new Set(
		both.flatMap((one) => namedEntries([...one.bible.characters, ...one.bible.world], aboutOf(one, chapter))),
	);
	const only = (some: readonly BibleEntry[]): readonly BibleEntry[] => some.filter(({ path }) => named.has(path));
	return { characters: only(bible.characters), world: only(bible.world) };
}
