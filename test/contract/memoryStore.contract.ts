import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { memoryKinds, memoryTiers, type MemoryDetails, type MemoryEntry } from '../../src/core/memory/entry.js';
import type { MemoryStore } from '../../src/core/memory/memoryStore.js';
import { edited, entryWith } from '../support/memory/entries.js';

const fact = (subject: string, attribute: string, value: string): MemoryDetails => ({
	of: 'fact',
	subject,
	attribute,
	value,
	change: 'new',
	quote: `${subject} ${value}`,
});

const anyEntry = fc
	.record({
		text: fc.string({ minLength: 1, maxLength: 200 }),
		tier: fc.constantFrom(...memoryTiers),
		kind: fc.constantFrom(...memoryKinds),
		entities: fc.array(fc.string({ maxLength: 20 }), { maxLength: 4 }),
		chapter: fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined }),
		scene: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
		importance: fc.double({ min: 0, max: 1, noNaN: true }).map((one) => one + 0),
		pinned: fc.boolean(),
		stale: fc.boolean(),
		source: fc.option(
			fc.record({ path: fc.string(), hash: fc.string(), start: fc.nat(), end: fc.nat() }, { noNullPrototype: true }),
			{ nil: undefined },
		),
		details: fc.option(
			fc.tuple(fc.string(), fc.string(), fc.string()).map((parts) => fact(...parts)),
			{ nil: undefined },
		),
	})
	.map((given) => entryWith(given));

/** What every memory store owes. @param open an empty store */
export function memoryStoreContract(open: () => Promise<MemoryStore>): void {
	let store: MemoryStore;

	beforeEach(async () => {
		store = await open();
	});

	it('gives back every entry as it was put, whatever stands in it', () => {
		fc.assert(
			fc.property(fc.array(anyEntry, { maxLength: 10 }), (entries) => {
				store.put(entries);
				assert.deepEqual(
					entries.map(({ id }) => store.get(id)),
					entries,
				);
			}),
			{ numRuns: 50 },
		);
	});

	it('never replaces a newer version by an older one', () => {
		const old = entryWith({ text: 'old' });
		const young = edited(old, { text: 'young' });
		assert.deepEqual(store.put([young]), new Set([old.id]));
		assert.deepEqual(store.put([old, young]), new Set());
		assert.deepEqual(store.get(old.id), young);
	});

	it('keeps what an edit replaces', () => {
		const first = entryWith({ text: 'first' });
		const second = edited(first, { text: 'second' });
		const third = edited(second, { text: 'third' });
		for (const one of [first, second, third]) store.put([one]);
		assert.deepEqual(
			store.revisions(first.id).map(({ entry, reason }) => [entry, reason]),
			[
				[second, 'replaced'],
				[first, 'replaced'],
			],
		);
	});

	it('knows of a deleted entry only that it is gone', () => {
		const entry = entryWith();
		const gone = edited(entry, { deleted: true });
		store.put([entry]);
		store.put([gone]);
		assert.deepEqual(
			[
				store.get(entry.id),
				store.getWithDeleted(entry.id),
				store.list({}),
				store.list({ withDeleted: true }),
				store.counts(),
			],
			[undefined, gone, [], [gone], []],
		);
	});

	it('writes all or nothing', () => {
		const broken = { ...entryWith(), tier: 'nowhere' } as unknown as MemoryEntry;
		assert.throws(() => store.put([entryWith(), broken]));
		assert.deepEqual([store.list({ withDeleted: true }), store.lastSequence()], [[], 0]);
	});

	it('lists in story order, what holds in the whole book first, and as of a chapter nothing later', () => {
		const [late, always, early, also] = [7, undefined, 2, 7].map((chapter) => entryWith({ chapter }));
		if (late === undefined || always === undefined || early === undefined || also === undefined) return;
		store.put([late, always, early, also]);
		assert.deepEqual(store.list({}), [always, early, late, also]);
		assert.deepEqual(store.list({ asOfChapter: 6 }), [always, early]);
		assert.deepEqual(store.list({ chapter: 7, latestFirst: true }), [also, late]);
		assert.deepEqual(store.list({ chapter: null }), [always]);
		assert.deepEqual(store.list({ limit: 1, offset: 2 }), [late]);
	});

	it('filters by tier, kind, pin, staleness and origin', () => {
		const note = entryWith({ kind: 'note', origin: 'author', pinned: true });
		const summary = entryWith({ kind: 'summary', tier: 'recent', stale: true });
		store.put([note, summary]);
		assert.deepEqual(
			[
				store.list({ kinds: ['note', 'fact'] }),
				store.list({ tiers: ['recent'] }),
				store.list({ pinned: true }),
				store.list({ stale: true }),
				store.list({ origins: ['author'] }),
			],
			[[note], [summary], [note], [summary], [note]],
		);
	});

	it('counts what is live by tier and kind', () => {
		store.put([entryWith(), entryWith(), entryWith({ kind: 'note' }), entryWith({ tier: 'immediate' })]);
		assert.deepEqual(store.counts(), [
			{ tier: 'archival', kind: 'note', entries: 1 },
			{ tier: 'archival', kind: 'scene', entries: 2 },
			{ tier: 'immediate', kind: 'scene', entries: 1 },
		]);
	});

	it('finds all claims about one attribute of one subject, however they are written', () => {
		const brown = entryWith({ kind: 'fact', chapter: 1, details: fact('Ada Marsh', 'hair', 'brown') });
		const red = entryWith({ kind: 'fact', chapter: 4, details: fact('ada  marsh ', 'Hair', 'red') });
		const eyes = entryWith({ kind: 'fact', chapter: 2, details: fact('Ada Marsh', 'eyes', 'grey') });
		store.put([red, eyes, brown]);
		assert.deepEqual(
			store.claims('ADA MARSH', 'hair').map(({ id, chapter }) => [id, chapter]),
			[
				[brown.id, 1],
				[red.id, 4],
			],
		);
	});

	it('raises its last number with every write, and gives entries by their numbers', () => {
		const [one, two] = [entryWith(), entryWith()];
		store.put([one]);
		const before = store.lastSequence();
		store.put([two]);
		assert.ok(store.lastSequence() > before);
		assert.deepEqual(
			store.sample(5).map(({ entry }) => entry),
			[one, two],
		);
		const changed = edited(one, { text: 'changed' });
		store.put([changed]);
		assert.deepEqual(
			[
				store.numbered([before]),
				store.numbered([store.lastSequence()]).map(({ entry }) => entry),
				store.list({ since: before }),
			],
			[[], [changed], [two, changed]],
		);
	});

	it('has the same content hash for the same memories, and another for any other', async () => {
		const entries = [entryWith(), entryWith({ text: 'Something else.' })];
		store.put(entries);
		const hash = store.contentHash();
		const other = await open();
		other.put(entries.toReversed().map((entry) => edited(entry, { updatedAt: 9 })));
		assert.equal(other.contentHash(), hash);
		other.put([edited(entries[0] ?? entryWith(), { pinned: true })]);
		assert.notEqual(other.contentHash(), hash);
	});
}
