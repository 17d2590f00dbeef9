/** BM25 as the textbooks have it (k1 1.2, b 0.75), over lower-case words. @returns a search for places in `texts`, best first */
export function plainBm25(texts: readonly string[]): (query: string, limit: number) => readonly number[] {
	const documents = texts.map((text) => wordsIn(text));
	const mean = documents.reduce((sum, words) => sum + words.length, 0) / documents.length;
	const counts = documents.map((words) => Map.groupBy(words, (word) => word));
	const frequency = (word: string): number => counts.filter((count) => count.has(word)).length;
	return (query, limit) => {
		const terms = [...new Set(wordsIn(query))].map((word) => {
			const found = frequency(word);
			return { word, weight: Math.log(1 + (documents.length - found + 0.5) / (found + 0.5)) };
		});
		const scores = documents.map((words, at) => {
			const length = 0.25 + (0.75 * words.length) / mean;
			const score = terms.reduce((sum, { word, weight }) => {
				const count = counts[at]?.get(word)?.length ?? 0;
				return sum + (weight * count * 2.2) / (count + 1.2 * length);
			}, 0);
			return { at, score };
		});
		return scores
			.sort((a, b) => b.score - a.score)
			.slice(0, limit)
			.map(({ at }) => at);
	};
}

function wordsIn(text: string): readonly string[] {
	return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}
