import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../../../src/adapters/sqlite/database.js';
import { SqliteMemoryStore } from '../../../../src/adapters/sqlite/sqliteMemoryStore.js';
import { sharedCheck, SqliteReplicationStore } from '../../../../src/adapters/sqlite/sqliteReplicationStore.js';
import type { MemoryEntry, MemoryId } from '../../../../src/core/memory/entry.js';
import type { EntryVersion, OutgoingWrite } from '../../../../src/core/memory/memoryServer.js';
import { aMemory, aVersion } from '../../../support/memoryEntry.js';
import { temporaryFolder } from '../files/temporaryFolder.js';

describe('What a machine has to send', () => {
	const folder = temporaryFolder();
	let database: DatabaseSync;
	let memory: SqliteMemoryStore;
	let outbox: SqliteReplicationStore;
	beforeEach(async () => {
		({ database } = await openDatabase(join(folder(), 'novel.db')));
		memory = new SqliteMemoryStore(database, (text) => text.split(' '), sharedCheck(database));
		outbox = new SqliteReplicationStore(database, memory);
	});
	afterEach(() => database.close());

	const base = aMemory({ id: 'b' as MemoryId });
	const at = (ms: number): MemoryEntry => ({ ...base, text: `at ${ms}`, version: aVersion(ms) });
	const stateOf = ({ id, version }: MemoryEntry): EntryVersion => ({ id, version });
	const outgoing = (): readonly OutgoingWrite[] => outbox.outgoing(100);
	const write = (entry: MemoryEntry, ...ancestors: readonly MemoryEntry[]): OutgoingWrite => ({
		entry,
		ancestors: ancestors.map(({ version }) => version),
	});

	it('is nothing until the novel is shared', () => {
		memory.put([base]);
		const before = outbox.waiting();
		outbox.share();
		outbox.share();
		memory.put([at(2)]);
		assert.deepEqual([before, outgoing()], [0, [write(at(2), base)]]);
	});

	it('is one write for several of one entry, with all that it grew out of', () => {
		outbox.share();
		memory.put([base]);
		outbox.acknowledge([stateOf(base)]);
		for (const ms of [2, 3, 4]) memory.put([at(ms)]);
		assert.deepEqual([outbox.waiting(), outgoing()], [1, [write(at(4), at(3), at(2), base)]]);
	});

	it('goes out again when it was written again while it was sent', () => {
		outbox.share();
		memory.put([base]);
		const sent = outgoing();
		memory.put([at(2)]);
		outbox.acknowledge(sent.map(({ entry }) => stateOf(entry)));
		const again = outgoing();
		outbox.acknowledge(again.map(({ entry }) => stateOf(entry)));
		assert.deepEqual([again, outbox.waiting()], [[write(at(2), base)], 0]);
	});

	it('still goes out when it has lost here against what came from elsewhere', () => {
		outbox.share();
		memory.put([base]);
		outbox.acknowledge([stateOf(base)]);
		memory.put([at(2)]);
		outbox.receive([at(5)]);
		memory.put([at(6)]);
		memory.put([at(7)]);
		assert.deepEqual(outgoing(), [write(at(2), base), write(at(7), at(6), at(5))].map(undefinedLeftOut));
	});

	it('is what is asked for, as it is now, once', () => {
		memory.put([base, aMemory({ id: 'c' as MemoryId })]);
		memory.put([{ ...at(3), deleted: true }]);
		outbox.enqueue([base.id, base.id, 'nobody' as MemoryId]);
		outbox.enqueue([base.id]);
		assert.deepEqual(outgoing(), [write({ ...at(3), deleted: true }, base)]);
	});

	it('comes in portions, in the order of ids, and without what is gone', () => {
		outbox.share();
		const entries = ['d', 'a', 'c'].map((id) => aMemory({ id: id as MemoryId }));
		memory.put(entries);
		database.exec("DELETE FROM memory_entry WHERE id = 'a'");
		const portions = [];
		for (let portion = 0; portion < 3; portion++) {
			const writes = outbox.outgoing(1);
			portions.push(writes.map(({ entry }) => entry.id));
			outbox.acknowledge(writes.map(({ entry }) => stateOf(entry)));
		}
		assert.deepEqual([portions, outbox.waiting()], [[[], ['c'], ['d']], 0]);
	});

	describe('and what it receives', () => {
		it('wins when it is newer, goes out to nobody, and leaves a revision', () => {
			outbox.share();
			outbox.receive([at(3)]);
			const changed = [...outbox.receive([at(2), at(4), aMemory({ id: 'c' as MemoryId })])];
			const kept = memory.revisions(base.id).map(({ entry, reason }) => [entry.text, reason]);
			assert.deepEqual(
				[changed, memory.get(base.id)?.text, kept, outbox.waiting()],
				[['b', 'c'], 'at 4', [['at 3', 'replaced']], 0],
			);
		});

		it('is only what is missing or older here', () => {
			memory.put([at(3)]);
			const offered = [at(2), at(3), aMemory({ id: 'c' as MemoryId })].map(stateOf);
			const newer = [at(4), at(5)].map(stateOf);
			assert.deepEqual([outbox.lacking(offered), outbox.lacking(newer)], [['c'], ['b']]);
		});

		it('may be the losing side of a concurrent edit, also of one that was taken for an earlier state', () => {
			memory.put([at(2)]);
			memory.put([at(3)]);
			const losers = [at(1), at(2)];
			const before = outbox.lackingConflicts(losers.map(stateOf));
			outbox.keepConflicts(losers);
			const kept = memory.revisions(base.id).map(({ entry, reason }) => [entry.text, reason]);
			assert.deepEqual(
				[before, outbox.lackingConflicts(losers.map(stateOf)), kept],
				[
					losers.map(stateOf),
					[],
					[
						['at 2', 'conflict'],
						['at 1', 'conflict'],
					],
				],
			);
		});
	});

	it('is told apart by versions, page by page, tombstones among them', () => {
		const entries = ['c', 'a', 'b'].map((id) => aMemory({ id: id as MemoryId, deleted: id === 'a' }));
		memory.put(entries);
		const first = outbox.versions('', 2);
		const second = outbox.versions(first.at(-1)?.id ?? '', 2);
		const third = outbox.versions(second.at(-1)?.id ?? '', 2);
		assert.deepEqual(
			[first, second, third].map((page) => page.map(({ id }) => id)),
			[['a', 'b'], ['c'], []],
		);
	});

	it('remembers how far it followed which server', () => {
		const place = { server: { instance: 'i', run: 'r' }, position: 7 };
		const before = outbox.place();
		outbox.setPlace({ ...place, position: 6 });
		outbox.setPlace(place);
		const kept = outbox.place();
		outbox.setPlace(undefined);
		assert.deepEqual([before, kept, outbox.place()], [undefined, place, undefined]);
	});
});

/** What comes from the revisions is JSON, which leaves them out. */
function undefinedLeftOut({ entry, ancestors }: OutgoingWrite, at: number): OutgoingWrite {
	return at === 0 ? { entry: JSON.parse(JSON.stringify(entry)) as MemoryEntry, ancestors } : { entry, ancestors };
}
