import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { SqliteJournal } from '../../../src/adapters/sqlite/sqliteJournal.js';
import { SqliteLedger } from '../../../src/adapters/sqlite/sqliteLedger.js';
import { SqliteMemoryStore } from '../../../src/adapters/sqlite/sqliteMemoryStore.js';
import { newRunId } from '../../../src/base/ids.js';
import type { MemoryEntry, MemoryId } from '../../../src/core/memory/entry.js';
import { aCall, anEnd, novelLimit } from '../calls.js';
import { edited, entryWith } from '../memory/entries.js';

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
	ledger.hold(settled, novelLimit(10_000));
	ledger.settle(settled.id, anEnd());
	ledger.hold(open, novelLimit(10_000));
	database.exec(`
		INSERT INTO memory_outbox VALUES ('waiting', 'v1', NULL);
		INSERT INTO budget_alert VALUES ('novel', '', 10000, 25, 'INFO', 1, 2500, 100, 5);
		INSERT INTO forecast VALUES ('forecast', 6, '{}');
		INSERT INTO batch VALUES ('batch', 'here:1:1', 'batch_1', 'openai/gpt-5-mini', 'running', '[]', NULL, 7, NULL);
		INSERT INTO receipt VALUES (1, 'call', 'concept', 'concept', NULL, NULL, x'00');
		INSERT INTO receipt_text VALUES ('hash', x'00', 1);
		INSERT INTO draft_basis VALUES (1, 'h', 4, '{}');
		INSERT INTO setting VALUES ('embedding model', 'none');
		INSERT INTO profile_run VALUES ('run', 8, 'dependency-aware', 'chained', 10, 12.5, 'done');
		INSERT INTO profile_graph VALUES ('run', 0.5, '[]');
		INSERT INTO profile_span (run, id, type, name, start_ms, duration_ms, outcome)
			VALUES ('run', 1, 'run', 'run', 0, 12.5, 'ok');
	`);
	const store = storeOf(database);
	store.put(Array.from({ length: entries }, (_, at) => bucketEntry(at + 1)));
	const [first, second] = store.list({ limit: 2 });
	if (first !== undefined) store.put([edited(first, { deleted: true })]);
	if (second !== undefined) store.put([edited(second, { text: 'The second bucket had a hole.' })]);
	database.exec(
		"INSERT INTO memory_vector (sequence, chapter, model, vector) SELECT sequence, 1, 'model', randomblob(16) FROM memory_entry",
	);
}

/** A store whose terms are the words as they are. */
export function storeOf(database: DatabaseSync): SqliteMemoryStore {
	return new SqliteMemoryStore(database, (text) => text.toLowerCase().match(/[a-z0-9]+/g) ?? []);
}

export function bucketEntry(number: number): MemoryEntry {
	return entryWith({
		id: `entry-${String(number).padStart(9, '0')}` as MemoryId,
		text: `Noreen put down bucket${number} beside the dry well and counted heads.`,
		entities: ['Noreen'],
	});
}

/** Bytes that no packer makes smaller, so that a backup takes a while. */
export function addBulk(database: DatabaseSync, megabytes: number): void {
	const insert = database.prepare(
		"INSERT INTO memory_vector (sequence, chapter, model, vector) VALUES (?, 1, 'bulk', ?)",
	);
	for (let key = 1; key <= megabytes; key++) insert.run(1_000_000 + key, randomBytes(1_000_000));
}
