import type { DatabaseSync } from 'node:sqlite';
import type { Version } from '../../../src/core/memory/entry.js';
import type { EntryVector } from '../../../src/core/memory/vectorStore.js';

export const someVersion = '00000000000-0000-test' as Version;

/** Puts an entry with this key there, or gives the one that is there another text. */
export function putEntry(database: DatabaseSync, key: number, text = `Entry ${key}.`, version = someVersion): void {
	database
		.prepare(
			`INSERT INTO memory_entry (key, id, tier, kind, text, entities, importance, pinned, origin, stale, version, created_at, updated_at, deleted)
			VALUES (?, ?, 'archival', 'note', ?, '[]', 0.5, 0, 'author', 0, ?, 0, 0, 0)
			ON CONFLICT (key) DO UPDATE SET text = excluded.text, version = excluded.version, deleted = 0`,
		)
		.run(key, `entry-${key}`, text, version);
}

/** Leaves a tombstone. */
export function deleteEntry(database: DatabaseSync, key: number): void {
	database.prepare('UPDATE memory_entry SET deleted = 1 WHERE key = ?').run(key);
}

export function aVector(key: number, numbers: readonly number[], version = someVersion): EntryVector {
	return { key, version, vector: Float32Array.from(numbers) };
}
