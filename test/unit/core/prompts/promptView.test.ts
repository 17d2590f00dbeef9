import assert from 'node:assert/strict';
import type { Novel, OutlineChapter } from '../../../../src/core/novel/novel.js';
import { bookView, chapterView, presentIn, sceneView, wordsPerScene } from '../../../../src/core/prompts/promptView.js';
import type { SceneCard } from '../../../../src/core/pipeline/replies.js';

const outline = (number: number): OutlineChapter => ({
	number,
	title: `Title ${number}`,
	beats: [`Beat A${number}`, `Beat B${number}`],
	pov: 'Noreen',
	location: 'top station',
	time: 'night',
	line: number * 3,
});

const novel: Novel = {
	info: {
		id: '01K3Z5T7WQ8M4RKV2HDN6PBXEG',
		title: 'Ten Stone',
		author: 'A',
		language: 'en',
		genre: 'mystery',
		pointOfView: 'third',
		tense: 'past',
		chapters: 3,
		wordsPerChapter: 1_000,
	},
	bible: {
		premise: ' P \n',
		style: '',
		concept: '',
		beatSheet: '',
		motifs: '',
		characters: [{ name: 'Ivy', path: 'bible/characters/ivy.md', text: '# Ivy\n\nTiny.\n' }],
		world: [],
	},
	outline: [outline(1), outline(2), outline(3)],
	templates: new Map(),
};

const situation = (number: number) => ({ chapter: outline(number), memory: 'M', lastPage: 'L', passages: 'P' });

function card(name: string): SceneCard {
	const plain = { title: name, pov: 'p', place: 'p', time: 't', goal: 'g', conflict: 'c', outcome: 'o', subtext: 's' };
	return { ...plain, characters: ['Ivy'], opening: `Opening ${name}`, beats: ['1', '2'], closing: `Closing ${name}` };
}

const fresh = { text: '', closing: '' };

describe('The view of a prompt', () => {
	it('has the bible without its headings and its white space', () => {
		const { premise, characters, chapterCount } = bookView(novel);
		assert.deepEqual(
			[premise, characters, chapterCount],
			['P', [{ name: 'Ivy', text: 'Tiny.' }], 3],
		);
	});

	it('shows the chapters beside a chapter, where there are any', () => {
		const neighbours = [1, 2, 3].map((number) => {
			const { previous, next } = chapterView(novel, situation(number));
			return [previous, next].map((one) => (one as { number: number } | null)?.number);
		});
		assert.deepEqual(neighbours, [
			[undefined, 2],
			[1, 3],
			[2, undefined],
		]);
	});

	it('leads each scene to the one after it, and the last one to the next chapter', () => {
		const cards = [card('one'), card('two')];
		const views = [1, 2].map((number) => {
			const { isFirst, isLast, nextOpening, words, wordsPerBeat } = sceneView(novel, situation(1), cards, number, fresh);
			return { isFirst, isLast, nextOpening, words, wordsPerBeat };
		});
		assert.deepEqual(views, [
			{ isFirst: true, isLast: false, nextOpening: 'Opening two', words: 500, wordsPerBeat: 250 },
			{ isFirst: false, isLast: true, nextOpening: 'Beat A2', words: 500, wordsPerBeat: 250 },
		]);
		assert.equal(sceneView(novel, situation(3), [card('one')], 1, fresh)['nextOpening'], '');
		assert.throws(() => sceneView(novel, situation(1), cards, 3, fresh), /The plan has no scene 3/);
	});

	it('shares the words of a chapter among its scenes', () => {
		assert.deepEqual(
			[1, 2, 3].map((scenes) => wordsPerScene(novel, scenes)),
			[1_000, 500, 333],
		);
	});

	it('knows in lower case what a chapter is about', () => {
		assert.equal(presentIn(outline(2)), 'title 2 noreen top station beat a2 beat b2');
	});
});
