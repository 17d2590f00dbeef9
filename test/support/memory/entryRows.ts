import type { DatabaseSync } from 'node:sqlite';
import type { Version } from '../../../src/core/memory/entry.js';
import type { EntryVector } from '../../../src/core/memory/vectorStore.js';

export const someVersion = '00000000000-0000-test' as Version;

/** Puts an entry with this number there, of the chapter of that number, or gives the one that is there another text. */
export function putEntry(
	database: DatabaseSync,
	sequence: number,
	text = `Entry ${sequence}.`,
	version = someVersion,
): void {
	database
		.prepare(
			'DELETE FROM memory_vector WHERE sequence IN (SELECT sequence FROM memory_entry WHERE sequence = ? AND text <> ?)',
		)
		.run(sequence, text);
	database
		.prepare(
			`INSERT INTO memory_entry (sequence, id, tier, kind, text, entities, chapter, importance, pinned, origin, stale, terms, edition,
				version, created_at, updated_at, deleted)
			VALUES (?, ?, 'archival', 'note', ?, '[]', ?, 0.5, 0, 'author', 0, 1, 1, ?, 0, 0, 0)
			ON CONFLICT (sequence) DO UPDATE SET text = excluded.text, version = excluded.version, deleted = 0`,
		)
		.run(sequence, `entry-${sequence}`, text, sequence, version);
}

/** Leaves a tombstone. */
export function deleteEntry(database: DatabaseSync, sequence: number): void {
	database.prepare('DELETE FROM memory_vector WHERE sequence = ?').run(sequence);
	database.prepare('UPDATE memory_entry SET deleted = 1 WHERE sequence = ?').run(sequence);
}

export function aVector(sequence: number, numbers: readonly number[], version = someVersion): EntryVector {
	return { sequence, version, vector: Float32Array.from(numbers) };
}
