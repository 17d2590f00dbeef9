import { DatabaseSync } from 'node:sqlite';

/** All rows of all tables of a database, those behind the full-text index too, in one order. */
export function tableRows(path: string): Readonly<Record<string, readonly string[]>> {
	const database = new DatabaseSync(path, { readOnly: true });
	try {
		const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
		const rows = (name: unknown): readonly string[] =>
			database
				.prepare(`SELECT * FROM "${String(name)}"`)
				.all()
				.map((row) => JSON.stringify(row))
				.sort();
		return Object.fromEntries(tables.map(({ name }) => [String(name), rows(name)]));
	} finally {
		database.close();
	}
}
