import { databaseProblem } from './databaseProblem.js';
import { queryOnly } from './queryOnly.js';
import { isSqliteDamage } from './sqliteFault.js';

/** Reads all of a database, also of one in use. Blocks its thread. @returns 'ok', or the first problem in SQLite's words */
export function databaseHealth(path: string): string {
	try {
		return queryOnly(path, databaseProblem) ?? 'ok';
	} catch (error) {
		if (isSqliteDamage(error)) return error.message;
		throw error;
	}
}
