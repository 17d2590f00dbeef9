import type { DatabaseSync } from 'node:sqlite';

interface Marks {
	/** Of ledger and journal. */
	readonly records: string;
	/** Of the entry that was written last; null where there is none. */
	readonly entry: string | null;
	/** States that lost against another machine's, and stand beside what won. */
	readonly conflicts: number;
}

const query = `SELECT
	(SELECT mark FROM change_mark) AS records,
	(SELECT sequence || ':' || version FROM memory_entry ORDER BY sequence DESC LIMIT 1) AS entry,
	(SELECT count(*) FROM memory_revision WHERE reason = 'conflict') AS conflicts`;

/**
 * Names what memory, ledger and journal hold now: another one after every write to them, by whichever window, the same one in
 * a copy, and empty while nothing was ever written. Takes microseconds, whatever there is.
 * @throws SQLite's error where the schema has no marks yet
 */
export function changeMark(database: DatabaseSync): string {
	const { records, entry, conflicts } = database.prepare(query).get() as unknown as Marks;
	return records === '' && entry === null && conflicts === 0 ? '' : `${records}/${entry ?? ''}/${conflicts}`;
}
