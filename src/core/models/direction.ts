/** The same direction at length one; undefined when it has none, being zero or not finite. */
export function normalised(vector: Float32Array): Float32Array | undefined {
	const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
	return length > 0 && Number.isFinite(length) ? vector.map((value) => value / length) : undefined;
}

/** The direction between several of length one, each counting as much as its weight; undefined when they cancel out. */
export function meanDirection(vectors: readonly Float32Array[], weights: readonly number[]): Float32Array | undefined {
	const sum = new Float32Array(vectors[0]?.length ?? 0);
	vectors.forEach((vector, index) => {
		const weight = weights[index] ?? 0;
		for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + (vector[at] ?? 0) * weight;
	});
	return normalised(sum);
}
