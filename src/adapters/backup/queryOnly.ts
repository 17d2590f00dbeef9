import { DatabaseSync } from 'node:sqlite';

/**
 * Opens an existing database, for as long as `use` takes, to be checked beside whoever uses it. Nothing of its schema runs
 * that could do more than read: the file may come from a stranger.
 */
export function queryOnly<T>(path: string, use: (database: DatabaseSync) => T): T {
	// Not `readOnly`: with that SQLite does not read the CHECK constraints of a schema, and so does not check them.
	const database = new DatabaseSync(path);
	try {
		database.exec('PRAGMA busy_timeout=5000; PRAGMA query_only=ON; PRAGMA trusted_schema=OFF;');
		return use(database);
	} finally {
		database.close();
	}
}
