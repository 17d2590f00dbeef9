import type { Version } from './entry.js';

/** A live entry whose text, as it is now, has no vector of the wanted model. */
export interface UnembeddedEntry {
	/** Number of the entry's present state. */
	readonly sequence: number;
	readonly version: Version;
	readonly text: string;
}

export interface EntryVector {
	readonly sequence: number;
	/** Of the entry that was embedded. */
	readonly version: Version;
	/** Of length one. */
	readonly vector: Float32Array;
}

export interface VectorCount {
	/** Entries that have a vector of the model. */
	readonly embedded: number;
	readonly unembedded: number;
}

/**
 * Vectors of memory entries: one an entry, of one model, gone as soon as the entry's text is another. What a method wrote
 * is on disk when it returns.
 */
export interface VectorStore {
	/**
	 * Writes all or nothing, in place of vectors of other models, and leaves out entries that have changed since they were
	 * read. Vectors of one model are of one length: those of another length are dropped, and their entries count as unembedded.
	 * @returns how many were written
	 */
	putVectors(model: string, vectors: readonly EntryVector[]): number;
	/** In the order of their numbers. */
	unembedded(model: string, limit: number): readonly UnembeddedEntry[];
	count(model: string): VectorCount;
	/** Numbers in each of the model's vectors; undefined when it has none. */
	dimensions(model: string): number | undefined;
	/** Drops all vectors of a model; its entries count as unembedded. */
	removeVectors(model: string): void;
}
