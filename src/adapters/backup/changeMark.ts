import type { DatabaseSync } from 'node:sqlite';

/**
 * Names what memory, ledger and journal hold now: another one after every change to them, by whichever window, the same one
 * in a copy, and empty while nothing was ever written. @throws SQLite's error where the schema has no marks yet
 */
export function changeMark(database: DatabaseSync): string {
	return (database.prepare('SELECT mark FROM change_mark').get() as { mark: string }).mark;
}
