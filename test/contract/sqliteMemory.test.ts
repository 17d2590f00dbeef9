import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../../src/base/ids.js';
import { bundleScript, startScript } from '../support/processes/scriptProcess.js';
import { edited, entryWith } from '../support/memory/entries.js';
import { openMemory, type OpenMemory } from '../support/memory/memoryDatabase.js';
import { memoryStoreContract } from './memoryStore.contract.js';

describe('Memory in SQLite', () => {
	let folder: string;
	const open: OpenMemory[] = [];

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'prometheus-memory-'));
	});

	afterEach(() => {
		for (const one of open.splice(0)) one.close();
	});

	after(() => rm(folder, { recursive: true, force: true }));

	const opened = async (name = newId()): Promise<OpenMemory> => {
		const memory = await openMemory(join(folder, `${name}.db`));
		open.push(memory);
		return memory;
	};

	describe('as a memory store', () => {
		memoryStoreContract(async () => (await opened()).store);
	});

	it('sees at once what another connection writes, edits and deletes', async () => {
		const [here, there] = [await opened('shared'), await opened('shared')];
		const signal = new AbortController().signal;
		const found = async (): Promise<readonly string[]> =>
			(await here.recall.recall({ text: 'heron' }, signal)).map(({ entry }) => entry.text);
		const entry = entryWith({ text: 'A heron stood in the reeds.' });
		there.store.put([entry]);
		assert.deepEqual(await found(), [entry.text]);
		const moved = edited(entry, { text: 'The heron had gone.' });
		there.store.put([moved]);
		assert.deepEqual(await found(), [moved.text]);
		there.store.put([edited(moved, { deleted: true })]);
		assert.deepEqual(await found(), []);
	});

	it('keeps an entry that was written when the call returned, also without closing', async () => {
		const first = await opened('durable');
		const { id } = first.memory.add({ text: 'Left-handed.' });
		const second = await opened('durable');
		assert.equal(second.memory.get(id)?.text, 'Left-handed.');
	});

	it('counts exactly what four processes write at once', async () => {
		const script = await bundleScript('writeMemories', folder);
		const path = join(folder, 'four.db');
		const writers = [1, 2, 3, 4].map(() => startScript(script, path, '210'));
		const said = await Promise.all(
			writers.map(async ({ lines, ended }) => {
				const all: string[] = [];
				for await (const line of lines) all.push(line);
				await ended;
				return all.length;
			}),
		);
		const { memory, index, database } = await opened('four');
		const live = memory.stats().entries;
		assert.deepEqual(
			[said, live, index.postings('rememb').length, index.postings('lantern').length],
			[[310, 310, 310, 310], 4 * 180, 4 * 180, 4 * 60],
		);
		const numbers = database.prepare(
			'SELECT count(*) AS all_, count(DISTINCT sequence) AS different FROM memory_entry',
		);
		assert.deepEqual({ ...numbers.get() }, { all_: 840, different: 840 });
	});

	it('notes what has to go out in the same transaction, once an entry', async () => {
		const memory = await openMemory(join(folder, 'outbox.db'), true);
		open.push(memory);
		const entry = memory.memory.add({ text: 'first' });
		const second = memory.memory.edit(entry.id, { text: 'second' });
		assert.deepEqual(
			memory.database
				.prepare('SELECT * FROM memory_outbox')
				.all()
				.map((row) => ({ ...row })),
			[{ id: entry.id, version: second.version, base: null }],
		);
	});
});
