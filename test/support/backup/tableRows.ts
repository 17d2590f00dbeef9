import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';

/** All rows of all tables of a database, those behind the full-text index too, in one order. */
export function tableRows(path: string): Readonly<Record<string, readonly string[]>> {
	const database = new DatabaseSync(path, { readOnly: true });
	try {
		const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
		const rows = (name: unknown): readonly string[] => {
			const select = database.prepare(`SELECT * FROM "${String(name)}"`);
			// Ids inside the full-text index are larger than a number can hold.
			select.setReadBigInts(true);
			return select.all().map(asText).sort();
		};
		return Object.fromEntries(tables.map(({ name }) => [String(name), rows(name)]));
	} finally {
		database.close();
	}
}

function asText(row: Readonly<Record<string, SQLOutputValue>>): string {
	return JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}
