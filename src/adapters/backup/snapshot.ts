import { DatabaseSync } from 'node:sqlite';
import { contentHash } from '../../core/memory/contentHash.js';
import type { MemoryEntry } from '../../core/memory/entry.js';
import { entryOf, type MemoryRow } from '../sqlite/memoryRow.js';
import { changeMark } from './changeMark.js';

/** What a copy of a novel's database holds. */
export interface SnapshotFacts {
	readonly schemaVersion: number;
	readonly entries: number;
	/** Null in a schema without memory. */
	readonly contentHash: string | null;
	/** Null in a schema without marks. */
	readonly changeMark: string | null;
}

/** Copies a database as it is at one moment, while others go on writing, to a file that is not there yet. Blocks its thread. */
export function takeSnapshot(database: string, target: string): void {
	const live = new DatabaseSync(database, { readOnly: true });
	try {
		live.exec('PRAGMA busy_timeout=5000');
		live.prepare('VACUUM INTO ?').run(target);
	} finally {
		live.close();
	}
}

export function snapshotFacts(snapshot: DatabaseSync): SnapshotFacts {
	const hasMemory = hasTable(snapshot, 'memory_entry');
	return {
		schemaVersion: userVersion(snapshot),
		entries: hasMemory ? liveEntries(snapshot) : 0,
		contentHash: hasMemory ? contentHash(inOrderOfIds(snapshot)) : null,
		changeMark: hasTable(snapshot, 'change_mark') ? changeMark(snapshot) : null,
	};
}

export function userVersion(database: DatabaseSync): number {
	return (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
}

function liveEntries(database: DatabaseSync): number {
	const row = database.prepare('SELECT count(*) AS entries FROM memory_entry WHERE deleted = 0').get();
	return (row as { entries: number }).entries;
}

function* inOrderOfIds(database: DatabaseSync): Generator<MemoryEntry> {
	const rows = database.prepare('SELECT * FROM memory_entry WHERE deleted = 0 ORDER BY id').iterate();
	for (const row of rows) yield entryOf(row as unknown as MemoryRow);
}

function hasTable(database: DatabaseSync, name: string): boolean {
	return database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== undefined;
}
