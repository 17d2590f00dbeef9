import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { factItems, memoryItems } from '../../../../src/core/pipeline/memoryItems.js';
import type { ChapterMemory } from '../../../../src/core/pipeline/replies.js';
import {
	before,
	openThreads,
	standingFacts,
	type RememberedChapter,
} from '../../../../src/core/pipeline/storyMemory.js';

type Fact = ChapterMemory['facts'][number];
type Thread = ChapterMemory['threads'][number];

const fact = (value: string, change: Fact['change'] = 'new', subject = 'Ivy', attribute = 'location'): Fact => ({
	subject,
	attribute,
	value,
	change,
	quote: `“${value}”`,
});
const thread = (name: string, action: Thread['action']): Thread => ({ name, action, quote: 'q' });

function remembered(chapter: number, memory: Partial<ChapterMemory> = {}): RememberedChapter {
	return {
		chapter,
		title: `Title ${chapter}`,
		memory: {
			summary: `First of ${chapter}. Then more.`,
			endState: `End of ${chapter}.`,
			facts: [],
			threads: [],
			knowledge: [],
			...memory,
		},
	};
}

describe('Story memory', () => {
	it('holds for a chapter nothing of itself or of what comes later, in story order', () => {
		fc.assert(
			fc.property(
				fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 12 }),
				fc.integer({ min: 1, max: 31 }),
				(numbers, now) => {
					const mark = (number: number): string => `mark-${number}-`;
					const chapters = numbers.map((number) =>
						remembered(number, {
							summary: `${mark(number)} happened.`,
							endState: mark(number),
							facts: [fact(mark(number), 'new', `Somebody ${number}`)],
							threads: [thread(mark(number), 'plant')],
							knowledge: [{ character: 'Ivy', fact: mark(number), how: 'seen' }],
						}),
					);
					const earlier = before(now, chapters);
					assert.deepEqual(
						earlier.map((one) => one.chapter),
						numbers.filter((number) => number < now).toSorted((a, b) => a - b),
					);
					const text = memoryItems(earlier, 'ivy')
						.map((one) => one.text)
						.join('\n');
					const told = new Set([...text.matchAll(/mark-(\d+)-/g)].map(([, number]) => Number(number)));
					assert.deepEqual(told, new Set(numbers.filter((number) => number < now)));
				},
			),
		);
	});

	it('lets a later fact take the place of an earlier one, however the name is written', () => {
		const chapters = [
			remembered(1, { facts: [fact('at home'), fact('a key', 'new', 'Ivy', 'possession')] }),
			remembered(2, { facts: [fact('on the pier', 'update', ' ivy ', 'Location')] }),
		];
		assert.deepEqual(
			standingFacts(chapters).map(({ chapter, value }) => [chapter, value]),
			[
				[1, 'a key'],
				[2, 'on the pier'],
			],
		);
		assert.deepEqual(
			standingFacts(before(2, chapters)).map(({ value }) => value),
			['at home', 'a key'],
		);
	});

	it('forgets a fact that has ended, until it is so again', () => {
		const chapters = [
			remembered(1, { facts: [fact('ill')] }),
			remembered(2, { facts: [fact('well', 'end')] }),
			remembered(3, { facts: [fact('ill once more')] }),
		];
		assert.deepEqual(
			[2, 3, 4].map((now) => standingFacts(before(now, chapters)).map(({ value }) => value)),
			[['ill'], [], ['ill once more']],
		);
	});

	it('keeps a thread open from where it was planted until it is paid off', () => {
		const chapters = [
			remembered(1, { threads: [thread('The key', 'plant'), thread('the tank', 'plant')] }),
			remembered(2, { threads: [thread('the key', 'advance')] }),
			remembered(3, { threads: [thread('the tank', 'pay')] }),
		];
		assert.deepEqual(openThreads(chapters), [{ name: 'the key', plantedIn: 1, lastTouchedIn: 2 }]);
	});

	it('puts where things stand first, then threads and the last summaries, then facts about those present', () => {
		const chapters = [1, 2, 3, 4, 5].map((number) =>
			remembered(number, {
				facts: number === 1 ? [fact('at home'), fact('in Leeds', 'new', 'Gary Stott')] : [],
				threads: number === 2 ? [thread('the key', 'plant')] : [],
			}),
		);
		const order = memoryItems(chapters, 'gary waits at the bottom station')
			.toSorted((a, b) => b.importance - a.importance)
			.map((one) => one.text);
		assert.deepEqual(order, [
			'End of 5.',
			'Chapter 5, Title 5: First of 5. Then more.',
			'Chapter 4, Title 4: First of 4. Then more.',
			'Chapter 3, Title 3: First of 3. Then more.',
			'- the key (since chapter 2)',
			'- Gary Stott, location: in Leeds (chapter 1)',
			'Chapter 2, Title 2: First of 2.',
			'Chapter 1, Title 1: First of 1.',
			'- Ivy, location: at home (chapter 1)',
		]);
		assert.deepEqual(
			factItems(chapters, 'ivy').map(({ importance }) => importance),
			[0.7, 0.3],
		);
	});
});
