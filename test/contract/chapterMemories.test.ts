import assert from 'node:assert/strict';
import type { MemoryEntry } from '../../src/core/memory/entry.js';
import type { ChapterMemory } from '../../src/core/pipeline/replies.js';
import { ChapterMemories } from '../../src/services/memory/chapterMemories.js';
import { openMemory, roughTokens, type OpenMemory } from '../support/memory/memoryDatabase.js';

const sceneOne = 'Ada Marsh carried the brass key in her left hand. The hall was dark.';
const sceneTwo = 'Down at the harbour the boat had gone. Nobody had seen it leave.';
const body = `${sceneOne}\n\n* * *\n\n${sceneTwo}`;

const memoryOf = (hand: string): ChapterMemory => ({
	summary: 'Ada finds the key; the boat is gone.',
	endState: 'Ada stands in the hall.',
	facts: [
		{ subject: 'Ada Marsh', attribute: 'hand', value: hand, change: 'new', quote: 'in her left hand' },
		{ subject: 'the boat', attribute: 'location', value: 'unknown', change: 'new', quote: 'the boat had gone' },
	],
	threads: [{ name: 'the boat', action: 'plant', quote: 'Nobody had seen it leave' }],
	knowledge: [{ character: 'Ada Marsh', fact: 'where the key is', how: 'she holds it' }],
});

describe('What chapters put into memory', () => {
	let open: OpenMemory;
	let memories: ChapterMemories;

	beforeEach(async () => {
		open = await openMemory(':memory:');
		memories = new ChapterMemories(open.memory, roughTokens);
	});

	afterEach(() => open.close());

	const read = (text: string, memory: ChapterMemory | undefined, chapter = 1) => ({
		chapter,
		path: `manuscript/0${chapter}.md`,
		body: text,
		names: ['Ada Marsh'],
		memory,
	});
	const titles = (chapter: number): string => `Title ${chapter}`;
	const of = (kind: MemoryEntry['kind']): readonly MemoryEntry[] => open.memory.list({ kinds: [kind] });
	const factAbout = (attribute: string): MemoryEntry => {
		const found = of('fact').find(({ details }) => details?.of === 'fact' && details.attribute === attribute);
		assert.ok(found, `There is no fact about ${attribute}.`);
		return found;
	};

	it('are its passages with their scenes and places, and what a model read out of them with its evidence', async () => {
		await memories.remember(read(body, memoryOf('left')));
		const passages = of('scene');
		assert.deepEqual(
			passages.map(({ text, scene, source }) => [text, scene, body.slice(source?.start, source?.end)]),
			[
				[sceneOne, 1, sceneOne],
				[sceneTwo, 2, sceneTwo],
			],
		);
		assert.deepEqual(passages[0]?.entities, ['Ada Marsh']);
		const { source, scene } = factAbout('location');
		assert.deepEqual([body.slice(source?.start, source?.end), scene], ['the boat had gone', 2]);
		assert.deepEqual(memories.before(2, titles), [{ chapter: 1, title: 'Title 1', memory: memoryOf('left') }]);
		assert.deepEqual(memories.before(1, titles), []);
	});

	it('keeps everything as it is when the same is read again', async () => {
		await memories.remember(read(body, memoryOf('left')));
		const last = open.memory.lastSequence();
		await memories.remember(read(body, memoryOf('left')));
		assert.equal(open.memory.lastSequence(), last);
	});

	it('lets what is said again keep its id, and what is not said any more go', async () => {
		await memories.remember(read(body, memoryOf('left')));
		const [hand, boat] = [factAbout('hand'), factAbout('location')];
		await memories.remember(read(body, memoryOf('right')));
		assert.equal(factAbout('location').id, boat.id);
		assert.notEqual(factAbout('hand').id, hand.id);
		assert.equal(of('fact').length, 3);
	});

	it('lets the author win over what a model says of the same, and never brings back what the author deleted', async () => {
		await memories.remember(read(body, memoryOf('left')));
		open.memory.edit(factAbout('hand').id, { text: 'Ada is left-handed, and hides it.' });
		open.memory.remove(factAbout('location').id);
		await memories.remember(read(`${body} More.`, memoryOf('right')));
		await memories.remember(read(body, memoryOf('left')));
		assert.deepEqual(
			of('fact')
				.map(({ text }) => text)
				.toSorted(),
			['Ada Marsh knows: where the key is (she holds it)', 'Ada is left-handed, and hides it.'],
		);
	});

	it('gives a prompt a fact as the author has put it', async () => {
		await memories.remember(read(body, memoryOf('left')));
		open.memory.edit(factAbout('hand').id, { text: 'Ada Marsh, hand: left, and she hides it' });
		const [chapter] = memories.before(2, titles);
		assert.ok(chapter?.memory.facts.some(({ value }) => value === 'left, and she hides it'));
	});

	it('marks as stale what came from the scene that was edited, until it is read again', async () => {
		await memories.remember(read(body, memoryOf('left')));
		const changed = body.replace('Nobody had seen', 'Everybody had seen');
		memories.noticeText(read(changed, undefined));
		assert.deepEqual(
			[factAbout('hand').stale, factAbout('location').stale, of('summary')[0]?.stale],
			[false, true, true],
		);
		assert.deepEqual(
			of('scene').map(({ text, stale }) => [text, stale]),
			[
				[sceneOne, false],
				[sceneTwo.replace('Nobody', 'Everybody'), false],
			],
		);
		await memories.remember(read(changed, memoryOf('left')));
		assert.equal(open.memory.list({ stale: true }).length, 0);
	});

	it('takes the mark away when the edit is undone', async () => {
		await memories.remember(read(body, memoryOf('left')));
		memories.noticeText(read(`${body} And so on.`, undefined));
		assert.notEqual(open.memory.list({ stale: true }).length, 0);
		memories.noticeText(read(body, undefined));
		assert.equal(open.memory.list({ stale: true }).length, 0);
	});

	it('takes in a chapter that the author wrote without a model, and forgets the passages of one that is gone', () => {
		memories.noticeText(read(body, undefined));
		assert.equal(of('scene').length, 2);
		memories.noticeText(read('', undefined));
		assert.equal(of('scene').length, 0);
	});

	it('gives a prompt the pinned notes first, and none of a later chapter', () => {
		open.memory.add({ text: 'The lamp is never lit.' });
		open.memory.add({ text: 'Pinned.', pinned: true });
		open.memory.add({ text: 'Later.', chapter: 3 });
		assert.deepEqual(
			memories.notes(3).map(({ text }) => text),
			['Pinned.', 'The lamp is never lit.'],
		);
	});

	it('keeps the latest scenes and summaries at hand, and loses nothing when they move to the archive', async () => {
		const long = Array.from({ length: 40 }, (_, at) => `${at} ${'The tide came in and went out again. '.repeat(12)}`);
		for (const chapter of [1, 2, 3]) await memories.remember(read(long.join('\n\n'), memoryOf('left'), chapter));
		const immediate = open.memory.list({ tiers: ['immediate'] });
		assert.deepEqual([...new Set(immediate.map(({ chapter }) => chapter))], [3]);
		assert.ok(immediate.reduce((sum, { text }) => sum + text.length / 4, 0) <= 4_000);
		assert.equal(of('scene').length, 120);
	});
});
