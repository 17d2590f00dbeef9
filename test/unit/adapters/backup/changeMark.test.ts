import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { changeMark } from '../../../../src/adapters/backup/changeMark.js';
import { migrate } from '../../../../src/adapters/sqlite/migrations.js';
import { backupNovel } from '../../../support/backup/backupNovel.js';
import { addEntry, fillNovel } from '../../../support/backup/filledNovel.js';

/** One change of each kind, to each table whose loss a backup must prevent. */
const changes: readonly (readonly [what: string, sql: string])[] = [
	['a memory entry is edited', "UPDATE memory_entry SET text = 'other', version = 'v' WHERE key = 5"],
	['an older version comes in from elsewhere', "UPDATE memory_entry SET version = 'a' WHERE key = 6"],
	['a memory entry is marked as gone', 'UPDATE memory_entry SET deleted = 1 WHERE key = 7'],
	['a memory entry is removed', 'DELETE FROM memory_entry WHERE key = 8'],
	['a losing revision is kept', "INSERT INTO memory_revision VALUES ('id', 'v', '{}', 'conflict', 1)"],
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
		addEntry(database, 1_000);
		marks.push(changeMark(database));
		for (const [what, sql] of changes) {
			database.exec(sql);
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
		database.exec('BEGIN; DELETE FROM memory_entry; ROLLBACK');
		assert.equal(changeMark(database), mark);
	});

	it('differs where two copies of a database went different ways', () => {
		const copies = [1, 2].map(() => {
			const database = new DatabaseSync(':memory:');
			migrate(database, ':memory:');
			addEntry(database, 1);
			return changeMark(database);
		});
		assert.equal(new Set(copies).size, 2);
	});
});
