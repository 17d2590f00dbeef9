import type { DatabaseSync } from 'node:sqlite';

/**
 * Adds the rows of journal and ledger that the copy has and the database has not. None is taken away or changed: money
 * that was spent since stays spent, and what was bought with it stays bought.
 * @param database with the copy attached as `copy`
 */
export function addMissingRows(database: DatabaseSync): void {
	for (const table of ['run', 'call', 'stage_result', 'chapter', 'memory_revision'])
		database.exec(`INSERT OR IGNORE INTO main.${table} SELECT * FROM copy.${table}`);
	// A text is whole in one of the two, since its pieces only make sense together.
	database.exec(`
		INSERT INTO main.stream (node, fingerprint, at_offset, text)
		SELECT node, fingerprint, at_offset, text FROM copy.stream AS old
		WHERE NOT EXISTS (
			SELECT 1 FROM main.stream AS own WHERE own.node = old.node AND own.fingerprint = old.fingerprint
		)
		ORDER BY sequence`);
}
