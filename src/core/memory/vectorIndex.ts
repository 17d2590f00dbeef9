/** An entry near a query in meaning. */
export interface VectorMatch {
	/** As in `IndexedEntry`. */
	readonly key: number;
	/** Cosine of the angle between the two vectors, -1 to 1. */
	readonly score: number;
}

/** Finds vectors by their direction. It sees what any process has committed before it was asked. */
export interface VectorIndex {
	/**
	 * The nearest of all vectors, best first; of equal ones the earlier in the story. Exact: nothing is approximated.
	 * @param query of length one, as the stored vectors are
	 * @param maxKey entries with a larger key are left out; undefined for none
	 * @throws AppError `vector-dimensions` or `too-many-vectors`; the signal's reason when aborted
	 */
	search(
		query: Float32Array,
		limit: number,
		maxKey: number | undefined,
		signal: AbortSignal,
	): Promise<readonly VectorMatch[]>;
	close(): Promise<void>;
}
