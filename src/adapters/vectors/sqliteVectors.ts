import type { DatabaseSync } from 'node:sqlite';
import type { EntryVector, UnembeddedEntry, VectorCount, VectorStore } from '../../core/memory/vectorStore.js';
import { inTransaction } from '../sqlite/database.js';

/** Rows of `memory_vector`; the memory store drops them with the state of the entry that they belong to. */
export class SqliteVectors implements VectorStore {
	readonly #database: DatabaseSync;
	/** By model: no live entry up to here is without a vector. */
	readonly #embeddedUpTo = new Map<string, number>();

	constructor(database: DatabaseSync) {
		this.#database = database;
	}

	putVectors(model: string, vectors: readonly EntryVector[]): number {
		return inTransaction(this.#database, () => {
			const dimensions = this.dimensions(model);
			if (dimensions !== undefined && vectors.some(({ vector }) => vector.length !== dimensions)) this.#drop(model);
			// REPLACE gives the row a new stamp, by which an index knows that it has changed.
			const put = this.#database.prepare(
				`INSERT OR REPLACE INTO memory_vector (sequence, chapter, model, vector)
				SELECT sequence, coalesce(chapter, 0), ?, ? FROM memory_entry WHERE sequence = ? AND version = ? AND deleted = 0`,
			);
			// Those of other models give way.
			for (const other of this.#embeddedUpTo.keys()) if (other !== model) this.#embeddedUpTo.delete(other);
			let written = 0;
			for (const { sequence, version, vector } of vectors) {
				written += Number(put.run(model, bytesOf(vector), sequence, version).changes);
			}
			return written;
		});
	}

	unembedded(model: string, limit: number): readonly UnembeddedEntry[] {
		const rows = this.#database
			.prepare(
				`SELECT sequence, version, text FROM memory_entry AS entry WHERE sequence > ? AND deleted = 0 AND NOT EXISTS (
					SELECT 1 FROM memory_vector AS vector WHERE vector.model = ? AND vector.sequence = entry.sequence
				) ORDER BY sequence LIMIT ?`,
			)
			.all(this.#embeddedUpTo.get(model) ?? 0, model, limit)
			.map((row) => ({ ...row }) as unknown as UnembeddedEntry);
		// New states get higher numbers, so that the next look need not begin at the first again.
		if (rows[0] !== undefined) this.#embeddedUpTo.set(model, rows[0].sequence - 1);
		return rows;
	}

	count(model: string): VectorCount {
		const row = this.#database
			.prepare(
				`SELECT (SELECT count(*) FROM memory_vector WHERE model = ?) AS embedded,
					(SELECT count(*) FROM memory_entry INDEXED BY memory_shape WHERE deleted = 0) AS live`,
			)
			.get(model) as { embedded: number; live: number };
		return { embedded: row.embedded, unembedded: row.live - row.embedded };
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
		this.#database.prepare('DELETE FROM memory_vector WHERE model = ?').run(model);
		this.#embeddedUpTo.delete(model);
	}
}

/** Little-endian, as every machine is that Node.js and VS Code run on. */
function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
	return new Uint8Array(buffer, byteOffset, byteLength);
}
