import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { ContextItem } from '../../../../src/core/context/contextItem.js';
import type { FittedGroup } from '../../../../src/core/context/fitInTurn.js';
import { closingPage } from '../../../../src/core/novel/chapterFile.js';
import { memoryItems } from '../../../../src/core/pipeline/memoryItems.js';
import type { ChapterMemory } from '../../../../src/core/pipeline/replies.js';
import type { RememberedChapter } from '../../../../src/core/pipeline/storyMemory.js';
import {
	bodyHash,
	closingPageHash,
	sentenceHashes,
	soFarHash,
	storyBasis,
	storyLine,
} from '../../../../src/core/staleness/storyBasis.js';
import {
	fittedReasons,
	storyReasons,
	type PresentStory,
	type StoryVerdict,
} from '../../../../src/core/staleness/storyReasons.js';

/** What stands before chapter 3. */
interface Story {
	readonly texts: Readonly<Record<number, string>>;
	readonly remembered: readonly RememberedChapter[];
	readonly notes: readonly string[];
}

const sentences = Array.from({ length: 12 }, (_, at) => `Sentence number ${at + 1} of it was read out.`);
const opening = '# A chapter\n\n';
/** Long enough for the page before the next chapter to be only its end. */
const ending = Array.from(
	{ length: 30 },
	(_, at) => `At the end ${at + 1} things stood in a row beside the lamp.`,
).join(' ');
const textOf = (some: readonly string[]): string => `${opening}${some.join(' ')}\n\n${ending}\n`;
const memoryOf = (summary: string, value = 'left'): ChapterMemory => ({
	...{ summary, endState: 'It is dark.', threads: [], knowledge: [] },
	facts: [{ subject: 'Ada', attribute: 'hand', value, change: 'new', quote: 'the left' }],
});
const story: Story = {
	texts: { 1: textOf(sentences), 2: textOf(sentences.toReversed()) },
	remembered: [1, 2].map((chapter) => ({
		chapter,
		title: `Title ${chapter}`,
		memory: memoryOf(`In ${chapter} she came.`),
	})),
	notes: [],
};
const present = ({ texts, remembered, notes }: Story): PresentStory => ({
	page: closingPageHash(texts[2] ?? ''),
	soFar: soFarHash(remembered, notes),
	items: () => itemsOf({ texts, remembered, notes }),
	bodyOf: (chapter) => bodyHash(texts[chapter] ?? ''),
	sentencesOf: (chapter) => sentenceHashes(texts[chapter] ?? ''),
});
const itemsOf = ({ remembered, notes }: Story): readonly ContextItem[] =>
	memoryItems(
		remembered,
		'ada',
		notes.map((text) => ({ text, pinned: true })),
	);

function group(name: string, items: readonly ContextItem[], given: readonly ContextItem[]): FittedGroup {
	return {
		...{ group: { name, items, query: '', share: 1 }, factor: 1, wholeBudget: 100, budget: 100, tokens: 0, text: '' },
		given: given.map((item) => ({ item, text: item.text, tokens: 0, shortened: false })),
		left: [],
	};
}

/** @param passage sentences of chapter 1 that went in word for word */
const basisOf = (of: Story, passage: readonly string[]) => {
	const passages: ContextItem[] = passage.map((text, at) => ({
		...{ key: `passage ${at}`, section: '', text, source: 'chapter 1, scene 1', importance: 0, chapter: 1 },
	}));
	return storyBasis(3, [
		{
			...{ earlier: of.remembered, notes: of.notes, lastPage: closingPage(of.texts[2] ?? '') },
			fitted: [group('memory', itemsOf(of), itemsOf(of)), group('passages', passages, passages)],
			textOf: (chapter) => of.texts[chapter] ?? '',
		},
	]);
};
const verdict = (now: Story, passage: readonly string[] = []): StoryVerdict =>
	storyReasons(3, basisOf(story, passage), present(now));

describe('What of the story has made a chapter stale', () => {
	it('is nothing for an edit of sentences that did not go into its prompts, whatever they are', () => {
		fc.assert(
			fc.property(
				fc.subarray(sentences),
				fc.subarray(sentences),
				fc.constantFrom('', 'Another one.'),
				(passage, edited, instead) => {
					const kept = sentences.flatMap((sentence) =>
						edited.includes(sentence) && !passage.includes(sentence) ? [instead] : [sentence],
					);
					const texts = { 1: textOf(kept), 2: textOf(kept) };
					assert.deepEqual(verdict({ ...story, texts }, passage), { reasons: [] });
				},
			),
		);
	});

	it('is the chapter of a sentence that went in, and nothing when the edit is taken back', () => {
		fc.assert(
			fc.property(fc.subarray(sentences, { minLength: 1 }), fc.nat(), (passage, at) => {
				const gone = passage[at % passage.length] ?? '';
				const texts = { ...story.texts, 1: textOf(sentences.filter((sentence) => sentence !== gone)) };
				assert.deepEqual(verdict({ ...story, texts }, passage), { reasons: [{ kind: 'chapter', chapter: 1 }] });
				assert.deepEqual(verdict(structuredClone(story), passage), { reasons: [] });
			}),
		);
	});

	it('is the chapter before for its last page, and nothing for white space and comments in it', () => {
		const at = (change: (text: string) => string): StoryVerdict =>
			verdict({ ...story, texts: { ...story.texts, 2: change(story.texts[2] ?? '') } });
		assert.deepEqual(
			at((text) => text.replace('30 things', 'no things')),
			{ reasons: [{ kind: 'chapter', chapter: 2 }] },
		);
		assert.deepEqual(
			at((text) => `${text.replace('. At the end 30', '.  At the end 30')}\n<!-- Hm. -->\n`),
			{ reasons: [] },
		);
	});

	it('is what is remembered of a chapter whose text is the same, and the chapter where the text is another', () => {
		const remembered = story.remembered.map((one) =>
			one.chapter === 1 ? { ...one, memory: memoryOf('She left.') } : one,
		);
		assert.deepEqual(verdict({ ...story, remembered }).reasons, [{ kind: 'memory', chapter: 1 }]);
		const texts = { ...story.texts, 1: textOf([...sentences, 'And more.']) };
		assert.deepEqual(verdict({ ...story, remembered, texts }).reasons, [{ kind: 'chapter', chapter: 1 }]);
	});

	it('is nothing for another title of an earlier chapter', () => {
		const remembered = story.remembered.map((one) => ({ ...one, title: 'Renamed' }));
		assert.deepEqual(verdict({ ...story, remembered }), { reasons: [] });
	});

	it('depends for what is new on whether it would go in', () => {
		const now = { ...story, notes: ['The lamp is never lit.'] };
		const { reasons, toFit = [] } = verdict(now);
		assert.deepEqual(reasons, []);
		const basis = basisOf(story, []);
		const lines = toFit.map((item) => storyLine(item));
		assert.deepEqual(fittedReasons(basis, lines, present(now)), [{ kind: 'notes' }]);
		const without = lines.filter(({ chapter }) => chapter !== undefined);
		assert.deepEqual(fittedReasons(basis, without, present(now)), []);
	});
});
