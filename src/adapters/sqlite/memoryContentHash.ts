import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

const columns =
	'id, tier, kind, text, entities, chapter, scene, importance, pinned, details, source_path, source_hash, source_start, source_end, origin, stale';

/** SHA-256 over what the live entries say, in the order of their ids; versions and times do not count. */
export function memoryContentHash(database: DatabaseSync): string {
	const hash = createHash('sha256');
	const rows = database.prepare(`SELECT ${columns} FROM memory_entry WHERE deleted = 0 ORDER BY id`).iterate();
	for (const row of rows) hash.update(`${JSON.stringify(Object.values(row))}\n`);
	return hash.digest('hex');
}
