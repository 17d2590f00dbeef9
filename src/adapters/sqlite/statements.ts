import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Prepares each statement of a connection once. */
export class Statements {
	readonly #database: DatabaseSync;
	readonly #prepared = new Map<string, StatementSync>();

	constructor(database: DatabaseSync) {
		this.#database = database;
	}

	of(sql: string): StatementSync {
		const known = this.#prepared.get(sql);
		if (known !== undefined) return known;
		const statement = this.#database.prepare(sql);
		this.#prepared.set(sql, statement);
		return statement;
	}

	/** Rows as arrays of their columns, which spares an object a row. */
	arraysOf(sql: string): StatementSync {
		const key = `arrays: ${sql}`;
		const known = this.#prepared.get(key);
		if (known !== undefined) return known;
		const statement = this.#database.prepare(sql);
		statement.setReturnArrays(true);
		this.#prepared.set(key, statement);
		return statement;
	}
}
