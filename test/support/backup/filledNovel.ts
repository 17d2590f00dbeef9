import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../../../src/adapters/sqlite/database.js';
import { SqliteJournal } from '../../../src/adapters/sqlite/sqliteJournal.js';
import { SqliteLedger } from '../../../src/adapters/sqlite/sqliteLedger.js';
import { newRunId } from '../../../src/base/ids.js';
import { microUsd } from '../../../src/core/cost/money.js';
import { aCall, anEnd } from '../calls.js';

/** Puts rows into every table of a novel's database, deterministic but for ids. */
export function fillNovel(database: DatabaseSync, entries = 20): void {
	const [journal, ledger] = [new SqliteJournal(database), new SqliteLedger(database)];
	const run = newRunId();
	journal.beginRun({ id: run, description: '{}', owner: 'here:1:1', startedAt: 1 }, () => false);
	journal.record('concept', 'f1', { output: 'A town runs out of water.', model: 'rehearsal', recordedAt: 2 });
	journal.record('concept', 'f2', { output: 'A town runs out of salt.', model: 'rehearsal', recordedAt: 3 });
	journal.appendStream('chapter:1/scene:1', 'f', 0, 'The queue had reached the chapel by seven.');
	journal.recordChapter({ chapter: 1, path: 'manuscript/01.md', textHash: 'h', model: 'rehearsal', recordedAt: 4 });
	const [settled, open] = [aCall({ run }), aCall({ run })];
	ledger.hold(settled, microUsd(10_000));
	ledger.settle(settled.id, anEnd());
	ledger.hold(open, microUsd(10_000));
	database.exec(`
		INSERT INTO memory_revision VALUES ('gone', 'v0', '{}', 'replaced', 5);
		INSERT INTO memory_outbox VALUES ('waiting', 'v1', NULL);
		INSERT INTO setting VALUES ('embedding model', 'none');
	`);
	inTransaction(database, () => {
		for (let key = 1; key <= entries; key++) addEntry(database, key);
		database.exec('UPDATE memory_entry SET deleted = 1 WHERE key = 1');
	});
}

/** One entry with its terms and a vector. */
export function addEntry(database: DatabaseSync, key: number): void {
	const text = `Noreen put down bucket ${key} beside the dry well and counted heads.`;
	database
		.prepare(
			`INSERT INTO memory_entry (key, id, tier, kind, text, entities, chapter, scene, importance, pinned, origin, stale, version,
				created_at, updated_at, deleted)
			VALUES (?, ?, 'archival', 'scene', ?, '["Noreen"]', 1, 1, 0.5, 0, 'chapter', 0, ?, 1, 1, 0)`,
		)
		.run(key, `entry-${key}`, text, `version-${key}`);
	database.prepare('INSERT INTO memory_terms (rowid, terms) VALUES (?, ?)').run(key, text);
	database.prepare('INSERT INTO memory_vector VALUES (?, ?, ?)').run(key, 'model', Buffer.alloc(16, key % 256));
}

/** Bytes that no packer makes smaller, so that a backup takes a while. */
export function addBulk(database: DatabaseSync, megabytes: number): void {
	const insert = database.prepare("INSERT INTO memory_vector VALUES (?, 'bulk', ?)");
	for (let key = 1; key <= megabytes; key++) insert.run(1_000_000 + key, randomBytes(1_000_000));
}
