/** An entry near a query in meaning. */
export interface VectorMatch {
	/** Of the entry. */
	readonly sequence: number;
	/** Cosine of the angle between the two vectors, -1 to 1. */
	readonly score: number;
}

/** Finds vectors by their direction. It sees what any process has committed before it was asked. */
export interface VectorIndex {
	/**
	 * The nearest of all vectors, best first; of equal ones the one that was written first. Exact: nothing is approximated.
	 * @param query of length one, as the stored vectors are
	 * @param asOfChapter entries of later chapters are left out; undefined for none
	 * @throws AppError `vector-dimensions` or `too-many-vectors`; the signal's reason when aborted
	 */
	search(
		query: Float32Array,
		limit: number,
		asOfChapter: number | undefined,
		signal: AbortSignal,
	): Promise<readonly VectorMatch[]>;
	close(): Promise<void>;
}
