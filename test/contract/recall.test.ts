import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { newId } from '../../src/base/ids.js';
import type { NewMemory } from '../../src/core/memory/entry.js';
import { whyOf, type RecallQuery } from '../../src/core/memory/recall.js';
import { openMemory, type OpenMemory } from '../support/memory/memoryDatabase.js';

const signal = new AbortController().signal;

describe('Recall', () => {
	let folder: string;
	let open: OpenMemory;

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'prometheus-recall-'));
	});

	beforeEach(async () => {
		open = await openMemory(join(folder, `${newId()}.db`));
	});

	afterEach(() => open.close());

	after(() => rm(folder, { recursive: true, force: true }));

	const texts = async (query: RecallQuery): Promise<readonly string[]> =>
		(await open.recall.recall(query, signal)).map(({ entry }) => entry.text);

	const fact = (chapter: number, subject: string, attribute: string, value: string): NewMemory => ({
		kind: 'fact',
		text: `${subject}, ${attribute}: ${value}`,
		chapter,
		details: { of: 'fact', subject, attribute, value, change: 'new', quote: value },
	});

	it('never returns anything of a later chapter, nor lets it change what is returned', async () => {
		const words = fc.array(fc.constantFrom('lamp', 'key', 'stair', 'letter', 'boat', 'glass', 'dog'), {
			minLength: 1,
			maxLength: 6,
		});
		const passage = fc.record({
			text: words.map((all) => all.join(' ')),
			chapter: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
			kind: fc.constantFrom<'scene' | 'note'>('scene', 'note'),
		});
		await fc.assert(
			fc.asyncProperty(
				fc.array(passage, { minLength: 1, maxLength: 40 }),
				words,
				fc.integer({ min: 0, max: 9 }),
				async (passages, query, asOfChapter) => {
					const [all, known] = await Promise.all(
						[passages, passages.filter(({ chapter = 0 }) => chapter <= asOfChapter)].map(async (given) => {
							const memory = await openMemory(':memory:');
							memory.memory.addAll(given);
							const matches = await memory.recall.recall({ text: query.join(' '), asOfChapter, limit: 5 }, signal);
							memory.close();
							return matches;
						}),
					);
					assert.ok(all !== undefined);
					assert.ok(all.every(({ entry }) => (entry.chapter ?? 0) <= asOfChapter));
					assert.deepEqual(
						all.map(({ entry, score }) => [entry.text, entry.chapter, score]),
						known?.map(({ entry, score }) => [entry.text, entry.chapter, score]),
					);
				},
			),
			{ numRuns: 60 },
		);
	});

	it('says of a fact what holds as of the chapter, and keeps the history for those who ask', async () => {
		open.memory.addAll([fact(2, 'Ada', 'hand', 'right'), fact(6, 'Ada', 'hand', 'left, since the fire')]);
		assert.deepEqual(await texts({ text: 'Which hand does Ada use?', asOfChapter: 5 }), ['Ada, hand: right']);
		assert.deepEqual(await texts({ text: 'Which hand does Ada use?' }), ['Ada, hand: left, since the fire']);
		const history = await open.recall.recall({ text: 'Ada hand', withSuperseded: true }, signal);
		assert.deepEqual(
			new Map(history.map(({ entry, superseded }) => [entry.chapter, superseded])),
			new Map([
				[2, true],
				[6, false],
			]),
		);
	});

	it('finds by stems, by related words and by the passage beside', async () => {
		open.memory.addAll(
			['She hung his greatcoat by the door.', 'Nobody spoke of the drowned boy.', 'Rain fell on the allotments.'].map(
				(text) => ({ text, kind: 'scene' as const, chapter: 1 }),
			),
		);
		assert.equal((await texts({ text: 'overcoats' }))[0], 'She hung his greatcoat by the door.');
		assert.equal((await texts({ text: 'drowning' }))[0], 'Nobody spoke of the drowned boy.');
		assert.deepEqual((await texts({ text: 'greatcoat', limit: 2 }))[1], 'Nobody spoke of the drowned boy.');
	});

	it('explains itself', async () => {
		open.memory.add({ text: 'Mrs Croft keeps the key.', entities: ['Mrs Croft'], pinned: true });
		const [match] = await open.recall.recall({ text: 'Who has the keys of Mrs Croft?' }, signal);
		assert.ok(match);
		assert.equal(whyOf(match), 'has “keys”, “mrs”, “croft”; names Mrs Croft; pinned');
	});

	it('keeps to kinds, tiers, a limit and a budget of tokens', async () => {
		open.memory.addAll(
			['note', 'scene', 'scene'].map((kind, at) => ({
				text: `A lamp, number ${at}, burned all night in the hall.`,
				kind: kind as 'note' | 'scene',
				chapter: at + 1,
			})),
		);
		assert.equal((await texts({ text: 'lamp', kinds: ['note'] })).length, 1);
		assert.equal((await texts({ text: 'lamp', tiers: ['immediate'] })).length, 0);
		assert.equal((await texts({ text: 'lamp', limit: 2 })).length, 2);
		assert.equal((await texts({ text: 'lamp', tokenBudget: 25 })).length, 2);
	});

	it('finds nothing for nothing, and takes whatever a person types for words', async () => {
		open.memory.add({ text: 'The "NEAR" lamp* OR (key).' });
		assert.deepEqual(await texts({ text: '' }), []);
		for (const text of ['"', 'NEAR(lamp key)', 'lamp*', '(', 'AND OR NOT lamp', "lamp'; DROP TABLE memory_entry"])
			assert.ok((await texts({ text })).length <= 1);
		assert.equal(open.memory.stats().entries, 1);
	});

	it('ends at once when it is cancelled', async () => {
		const reason = new Error('enough');
		await assert.rejects(open.recall.recall({ text: 'lamp' }, AbortSignal.abort(reason)), reason);
	});
});
