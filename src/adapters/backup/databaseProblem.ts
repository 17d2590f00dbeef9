import type { DatabaseSync } from 'node:sqlite';

/** The first fault of a whole database in SQLite's words; undefined for a sound one. Takes about 10 ms a megabyte. */
export function databaseProblem(database: DatabaseSync): string | undefined {
	const check = database.prepare('PRAGMA integrity_check(1)').get() as { integrity_check: string };
	if (check.integrity_check !== 'ok') return inOneLine(check.integrity_check);
	const orphan = database.prepare('PRAGMA foreign_key_check').get() as { table: string } | undefined;
	return orphan === undefined ? undefined : `a row of ${orphan.table} refers to one that is missing`;
}

function inOneLine(problem: string): string {
	return problem.replace('*** in database main ***', '').trim().replaceAll(/\s+/g, ' ');
}
