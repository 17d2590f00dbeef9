import { wordsOf, type Language, type TextAnalysis } from './textAnalysis.js';

/** One thing that a query asks for, in the terms of the index. */
export interface QueryConcept {
	/** As the query has it, for explaining. */
	readonly word: string;
	readonly term: string;
	/** Terms that stand together for something related, with what that counts beside the word itself. */
	readonly related: readonly { readonly terms: readonly string[]; readonly weight: number }[];
}

/** A long query says enough by itself; what else its words may mean would only blur it. */
const mostWidened = 12;

/** Each term of a query once, in its order. */
export function queryConcepts(text: string, analyse: TextAnalysis, language: Language): readonly QueryConcept[] {
	const words = new Map<string, string>();
	for (const word of wordsOf(text)) for (const term of analyse(word)) if (!words.has(term)) words.set(term, word);
	const isWidened = words.size <= mostWidened;
	return [...words].map(([term, word]) => ({ word, term, related: isWidened ? relatedTo(word) : [] }));

	function relatedTo(word: string): QueryConcept['related'] {
		const best = new Map<string, { readonly terms: readonly string[]; readonly weight: number }>();
		for (const { words: others, weight } of language.related(word)) {
			const terms = [...new Set(analyse(others))];
			// What the query says anyway counts as that.
			if (terms.every((term) => words.has(term))) continue;
			const key = terms.join(' ');
			if ((best.get(key)?.weight ?? 0) < weight) best.set(key, { terms, weight });
		}
		return [...best.values()];
	}
}
