import type { DatabaseSync } from 'node:sqlite';
import type { EntryVector, UnembeddedEntry, VectorCount, VectorStore } from '../../core/memory/vectorStore.js';
import { inTransaction } from '../sqlite/database.js';

/** Rows of `memory_vector`; triggers of the schema drop those whose text has changed, and note what has none. */
export class SqliteVectors implements VectorStore {
	readonly #database: DatabaseSync;

	constructor(database: DatabaseSync) {
		this.#database = database;
	}

	putVectors(model: string, vectors: readonly EntryVector[]): number {
		return inTransaction(this.#database, () => {
			const dimensions = this.dimensions(model);
			if (dimensions !== undefined && vectors.some(({ vector }) => vector.length !== dimensions)) this.#drop(model);
			// REPLACE gives the row a new stamp, by which an index knows that it has changed.
			const put = this.#database.prepare(
				`INSERT OR REPLACE INTO memory_vector (key, model, vector)
				SELECT key, ?, ? FROM memory_entry WHERE key = ? AND version = ? AND deleted = 0`,
			);
			const settle = this.#database.prepare('DELETE FROM memory_unembedded WHERE key = ?');
			let written = 0;
			for (const { key, version, vector } of vectors) {
				if (put.run(model, bytesOf(vector), key, version).changes === 0) continue;
				settle.run(key);
				written++;
			}
			return written;
		});
	}

	unembedded(model: string, limit: number): readonly UnembeddedEntry[] {
		return this.#database
			.prepare(`SELECT key, version, text FROM (${unembeddedKeys}) JOIN memory_entry USING (key) LIMIT ?`)
			.all(model, model, limit)
			.map((row) => ({ ...row }) as unknown as UnembeddedEntry);
	}

	count(model: string): VectorCount {
		const row = this.#database
			.prepare(
				`SELECT (SELECT count(*) FROM memory_vector WHERE model = ?) AS embedded,
					(SELECT count(*) FROM (${unembeddedKeys})) AS unembedded`,
			)
			.get(model, model, model);
		return { ...row } as unknown as VectorCount;
	}

	dimensions(model: string): number | undefined {
		const row = this.#database
			.prepare('SELECT length(vector) AS bytes FROM memory_vector WHERE model = ? LIMIT 1')
			.get(model) as { bytes: number } | undefined;
		return row && row.bytes / Float32Array.BYTES_PER_ELEMENT;
	}

	removeVectors(model: string): void {
		inTransaction(this.#database, () => this.#drop(model));
	}

	#drop(model: string): void {
		this.#database
			.prepare('INSERT OR IGNORE INTO memory_unembedded (key) SELECT key FROM memory_vector WHERE model = ?')
			.run(model);
		this.#database.prepare('DELETE FROM memory_vector WHERE model = ?').run(model);
	}
}

/** Entries without a vector, and those whose vector is of a model before or after the wanted one in the alphabet. */
const unembeddedKeys = `
	SELECT key FROM memory_unembedded
	UNION ALL SELECT key FROM memory_vector WHERE model < ?
	UNION ALL SELECT key FROM memory_vector WHERE model > ?`;

/** Little-endian, as every machine is that Node.js and VS Code run on. */
function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
	return new Uint8Array(buffer, byteOffset, byteLength);
}
