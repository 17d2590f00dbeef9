import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { VectorKernel } from './vectorKernel.js';
import { VectorMemory } from './vectorMemory.js';

interface VectorRow {
	readonly stamp: number;
	readonly sequence: number;
	readonly chapter: number;
	readonly vector: Uint8Array;
}

/**
 * Keeps the vectors of one model in memory as they are in the database, whichever process changes them there.
 *
 * Each row gets a stamp that is higher than all before it, also when it replaces another, so what is new or changed is
 * what has a higher stamp than the last one seen. After that, memory holds at least what the database holds; so the two
 * are the same when they are equally many, and otherwise what is only in memory was deleted.
 */
export class VectorFeed {
	readonly #database: DatabaseSync;
	readonly #model: string;
	readonly #newKernel: () => VectorKernel;
	readonly #newRows: StatementSync;
	#memory: VectorMemory | undefined;
	#lastStamp = 0;
	#dataVersion = -1;
	#schemaVersion = -1;

	constructor(database: DatabaseSync, model: string, newKernel: () => VectorKernel) {
		this.#database = database;
		this.#model = model;
		this.#newKernel = newKernel;
		// The plus keeps SQLite from the index on models: rows are read in the order in which they stand.
		this.#newRows = database.prepare(
			'SELECT stamp, sequence, chapter, vector FROM memory_vector WHERE stamp > ? AND +model = ? ORDER BY stamp',
		);
	}

	/** The vectors as of now; undefined when there are none. @throws AppError `too-many-vectors` */
	current(): VectorMemory | undefined {
		// Read before the rows: what is committed in between is read now, and looked at once more the next time.
		const dataVersion = this.#pragma('data_version');
		if (dataVersion !== this.#dataVersion) this.#inSnapshot(() => this.#catchUp());
		this.#dataVersion = dataVersion;
		return this.#memory;
	}

	/** All that is read belongs to one moment. */
	#inSnapshot(read: () => void): void {
		this.#database.exec('BEGIN');
		try {
			read();
		} catch (error) {
			// What was read halfway is read again.
			this.#forget();
			throw error;
		} finally {
			this.#leaveSnapshot();
		}
	}

	#leaveSnapshot(): void {
		try {
			this.#database.exec('COMMIT');
		} catch {
			// SQLite ends a transaction by itself on some errors, and nothing was written.
		}
	}

	#catchUp(): void {
		// A restored backup has stamps of its own; SQLite counts the schema up when it copies one over the database.
		const schemaVersion = this.#pragma('schema_version');
		if (schemaVersion !== this.#schemaVersion) this.#forget();
		this.#schemaVersion = schemaVersion;
		const count = this.#count();
		this.#addNewRows(count);
		if (this.#memory !== undefined && this.#memory.size !== count) this.#dropDeletedRows(this.#memory);
	}

	#addNewRows(count: number): void {
		for (const row of this.#newRows.iterate(this.#lastStamp, this.#model) as unknown as Iterable<VectorRow>) {
			const dimensions = row.vector.length / Float32Array.BYTES_PER_ELEMENT;
			// The store holds vectors of one length only: with the first of another length, all of the old were dropped.
			if (this.#memory?.dimensions !== dimensions) {
				this.#memory = new VectorMemory(this.#newKernel(), dimensions);
				this.#memory.reserve(count);
			}
			this.#memory.put(row.sequence, row.chapter, row.vector);
			this.#lastStamp = row.stamp;
		}
	}

	#dropDeletedRows(memory: VectorMemory): void {
		const rows = this.#database.prepare('SELECT sequence FROM memory_vector WHERE model = ?').all(this.#model);
		const live = new Set(rows.map(({ sequence }) => sequence));
		for (const sequence of memory.sequences().filter((sequence) => !live.has(sequence))) memory.delete(sequence);
	}

	#forget(): void {
		this.#memory = undefined;
		this.#lastStamp = 0;
		this.#dataVersion = -1;
	}

	#pragma(name: 'data_version' | 'schema_version'): number {
		return Number(Object.values(this.#database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
	}

	#count(): number {
		const row = this.#database.prepare('SELECT count(*) AS rows FROM memory_vector WHERE model = ?').get(this.#model);
		return Number(row?.['rows']);
	}
}
