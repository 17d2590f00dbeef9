import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { changeMark } from '../../../../src/adapters/backup/changeMark.js';
import { migrate } from '../../../../src/adapters/sqlite/migrations.js';
import type { SqliteMemoryStore } from '../../../../src/adapters/sqlite/sqliteMemoryStore.js';
import { HybridClock } from '../../../../src/core/memory/hybridClock.js';
import type { MemoryEntry } from '../../../../src/core/memory/entry.js';
import { backupNovel } from '../../../support/backup/backupNovel.js';
import { bucketEntry, fillNovel, storeOf } from '../../../support/backup/filledNovel.js';
import { edited } from '../../../support/memory/entries.js';

const oldVersion = new HybridClock(() => 1, 'elsewhere').next();

function some(store: SqliteMemoryStore): MemoryEntry {
	const [entry] = store.list({ limit: 1 });
	assert.ok(entry);
	return entry;
}

/** One change of each kind, to each table whose loss a backup must prevent. */
const changes: readonly (readonly [what: string, change: string | ((store: SqliteMemoryStore) => void)])[] = [
	['a memory entry is added', (store) => store.put([bucketEntry(1_000)])],
	['a memory entry is edited', (store) => store.put([edited(some(store), { text: 'other' })])],
	['a memory entry changes its tier', (store) => store.put([edited(some(store), { tier: 'immediate' })])],
	['a memory entry is deleted', (store) => store.put([edited(some(store), { deleted: true })])],
	['an entry of an older version comes in', (store) => store.put([{ ...bucketEntry(1_001), version: oldVersion }])],
	['a losing state is kept', "INSERT INTO memory_revision VALUES ('id', 'v', '{}', 'conflict', 1)"],
	['a replaced state has lost', "UPDATE memory_revision SET reason = 'conflict' WHERE reason = 'replaced'"],
	['a call is settled', "UPDATE call SET state = 'billed' WHERE state = 'held'"],
	['what a call received is noted', 'UPDATE call SET received_characters = received_characters + 1'],
	['a call is removed', 'DELETE FROM call'],
	['a result is recorded', "INSERT INTO stage_result VALUES ('node', 'f', 'text', 'model', 1)"],
	['a result is recorded again', "INSERT OR REPLACE INTO stage_result VALUES ('node', 'f', 'other', 'model', 1)"],
	['text is streamed', "INSERT INTO stream (node, fingerprint, at_offset, text) VALUES ('node', 'f', 0, 'text')"],
	['streamed text is removed', 'DELETE FROM stream'],
	['a chapter is recorded', "INSERT OR REPLACE INTO chapter VALUES (1, 'path', 'hash', 'model', 1)"],
	['a run begins', "INSERT INTO run (id, description, owner, started_at) VALUES ('run', '{}', 'owner', 1)"],
	['a run ends', "UPDATE run SET ended_at = 2, outcome = 'done'"],
];

describe('the mark of a state', () => {
	const novel = backupNovel();

	it('is empty until something is written, and then another one after every change', () => {
		const { database } = novel();
		const marks = [changeMark(database)];
		assert.deepEqual(marks, ['']);
		fillNovel(database);
		marks.push(changeMark(database));
		for (const [what, change] of changes) {
			if (typeof change === 'string') database.exec(change);
			else change(storeOf(database));
			const mark = changeMark(database);
			assert.ok(!marks.includes(mark), `nothing was noticed when ${what}`);
			marks.push(mark);
		}
	});

	it('stays while what can be made again changes, and when a change is taken back', () => {
		const { database } = novel();
		fillNovel(database);
		const mark = changeMark(database);
		database.exec("DELETE FROM memory_vector; DELETE FROM memory_outbox; INSERT INTO setting VALUES ('cursor', '1')");
		database.exec('BEGIN; DELETE FROM call; DELETE FROM memory_entry; ROLLBACK');
		assert.equal(changeMark(database), mark);
	});

	it('differs where two copies of a database went different ways', () => {
		const marks = [1, 2].map(() => {
			const database = new DatabaseSync(':memory:');
			migrate(database, ':memory:');
			const empty = changeMark(database);
			database.exec("INSERT INTO stream (node, fingerprint, at_offset, text) VALUES ('node', 'f', 0, 'text')");
			const streamed = changeMark(database);
			storeOf(database).put([bucketEntry(1)]);
			return { empty, streamed, entered: changeMark(database).slice(streamed.length - 2) };
		});
		assert.deepEqual(
			marks.map(({ empty }) => empty),
			['', ''],
		);
		assert.notEqual(marks[0]?.streamed, marks[1]?.streamed);
		assert.notEqual(marks[0]?.entered, marks[1]?.entered);
	});
});
