import type { DatabaseSync } from 'node:sqlite';

const whole = [
	'run',
	'call',
	'stage_result',
	'chapter',
	'draft_basis',
	'memory_revision',
	'budget_alert',
	'forecast',
	'batch',
];

/**
 * Adds the rows of journal and ledger that the copy has and the database has not. None is taken away or changed: money
 * that was spent since stays spent, and what was bought with it stays bought.
 * @param database with the copy attached as `copy`
 */
export function addMissingRows(database: DatabaseSync): void {
	// What a budget server knew of these calls is asked of it anew: they may have been another machine's.
	database.exec('UPDATE copy.call SET shared_with = NULL WHERE shared_with IS NOT NULL');
	for (const table of whole) database.exec(`INSERT OR IGNORE INTO main.${table} SELECT * FROM copy.${table}`);
	database.exec(`
		INSERT OR IGNORE INTO main.receipt (call, node, stage, chapter, scene, content)
		SELECT call, node, stage, chapter, scene, content FROM copy.receipt ORDER BY sequence`);
	// Kept as long as the newest receipt is: which one has it is not known under the new numbers.
	database.exec(`
		INSERT OR IGNORE INTO main.receipt_text (hash, text, last_used)
		SELECT hash, text, (SELECT coalesce(max(sequence), 0) FROM main.receipt) FROM copy.receipt_text`);
	// A text is whole in one of the two, since its pieces only make sense together.
	database.exec(`
		INSERT INTO main.stream (node, fingerprint, at_offset, text)
		SELECT node, fingerprint, at_offset, text FROM copy.stream AS old
		WHERE NOT EXISTS (
			SELECT 1 FROM main.stream AS own WHERE own.node = old.node AND own.fingerprint = old.fingerprint
		)
		ORDER BY sequence`);
}
