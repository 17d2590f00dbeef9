import type { EntryShapes, LexicalIndex } from '../memory/entryShapes.js';
import type { RankedEntry } from '../memory/bestScores.js';
import { rankLexically } from '../memory/lexicalRanking.js';
import { queryConcepts } from '../memory/queryConcepts.js';
import { scanLatinWords } from './wordScan.js';
import type { KnownWords, Vocabulary } from './vocabulary.js';
import { wordsOf, type Language } from '../memory/textAnalysis.js';

export interface RelevancePorts {
	readonly vocabulary: Vocabulary;
	readonly language: Language;
	/** Lets others have a turn; looking through a megabyte takes some 20 ms. */
	pause?(): Promise<void>;
}

export interface RankedText {
	readonly text: string;
	/** Whether it goes on from the text before it, so that what is said there is about it, too. */
	readonly isSequel: boolean;
}

/** Characters between two pauses: some two milliseconds' worth. */
const charactersInOneGo = 40_000;
/**
 * Words of the stretches that are looked at: what answers a question often has none of its words, and stands beside what
 * has. Two lengths find what one of them misses.
 */
const stretchWords: readonly number[] = [70, 150];
/** How slowly a lower place counts less, in reciprocal-rank fusion. */
const damping = 10;

/**
 * How much each text has to do with a query, from 0 to 1. Words count by their stems, by what they are related to, and by
 * how rare they are among these texts (BM25), as in recall; texts that go on from each other are looked at together.
 */
export async function relevanceOf(
	query: string,
	texts: readonly RankedText[],
	ports: RelevancePorts,
): Promise<Float64Array> {
	const { vocabulary, language } = ports;
	const concepts = queryConcepts(query, vocabulary.analyse, language);
	const wanted = new Set(concepts.flatMap(({ term, related }) => [term, ...related.flatMap(({ terms }) => terms)]));
	const relevance = new Float64Array(texts.length);
	if (wanted.size === 0) return relevance;
	const index = new TextIndex(wanted, vocabulary.words());
	let characters = 0;
	for (const { text, isSequel } of texts) {
		index.add(text, isSequel);
		characters += text.length;
		if (characters < charactersInOneGo || ports.pause === undefined) continue;
		characters = 0;
		await ports.pause();
	}
	for (const words of stretchWords) {
		const stretches = new StretchIndex(index, words);
		placesOf(stretches.best(rankLexically(concepts, stretches, {}, texts.length))).forEach((place, at) => {
			if (place !== undefined) relevance[at] = (relevance[at] ?? 0) + damping / (damping + place) / stretchWords.length;
		});
		await ports.pause?.();
	}
	return relevance;
}

/** From 0, by score; of equals, the first one's first; none for what has no score. */
function placesOf(scores: Float64Array): readonly (number | undefined)[] {
	const places: (number | undefined)[] = Array.from({ length: scores.length });
	Array.from(scores.keys())
		.filter((at) => (scores[at] ?? 0) > 0)
		.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
		.forEach((at, place) => (places[at] = place));
	return places;
}

/** Where the terms that are asked for stand, by the index of the text. */
class TextIndex {
	readonly #known: KnownWords;
	readonly #postings: ReadonlyMap<string, number[]>;
	/** By the word's id: the postings that it adds to; undefined while it was not seen. */
	readonly #byWord: (readonly number[][] | undefined)[] = [];
	readonly lengths: number[] = [];
	readonly isSequel: boolean[] = [];

	constructor(wanted: ReadonlySet<string>, known: KnownWords) {
		this.#known = known;
		this.#postings = new Map(Array.from(wanted, (term) => [term, []]));
	}

	add(text: string, isSequel: boolean): void {
		const at = this.lengths.length;
		let words = 0;
		const isLatin = scanLatinWords(text, (first, second, start, end) => {
			words++;
			this.#post(this.#known.wordAt(first, second, text, start, end), at);
		});
		if (!isLatin) {
			const all = wordsOf(text);
			words = all.length;
			for (const word of all) this.#post(this.#known.word(word), at);
		}
		this.lengths.push(words);
		this.isSequel.push(isSequel);
	}

	/** Rising. */
	postings(term: string): readonly number[] {
		return this.#postings.get(term) ?? [];
	}

	#post(word: number, text: number): void {
		const found = (this.#byWord[word] ??= this.#postingsOf(word));
		for (let at = 0; at < found.length; at++) {
			const postings = found[at] ?? [];
			if (postings.at(-1) !== text) postings.push(text);
		}
	}

	#postingsOf(word: number): readonly number[][] {
		const found: number[][] = [];
		for (const term of this.#known.termsOf(word)) {
			const postings = this.#postings.get(term);
			if (postings !== undefined) found.push(postings);
		}
		return found.length === 0 ? unasked : found;
	}
}

const unasked: readonly number[][] = [];
const longest = 65_535;

/** From each text, a stretch as long as is wanted, as far as the texts go on from each other; numbered from 1. */
class StretchIndex implements LexicalIndex {
	readonly #texts: TextIndex;
	/** Index of the last text of the stretch that begins with a text. */
	readonly #last: Int32Array;
	/** Index of the first text whose stretch reaches to a text. */
	readonly #first: Int32Array;
	readonly #lengths: Uint16Array;
	readonly #found = new Map<string, Int32Array>();

	constructor(texts: TextIndex, words: number) {
		const count = texts.lengths.length;
		this.#texts = texts;
		this.#last = new Int32Array(count);
		this.#first = new Int32Array(count).fill(-1);
		this.#lengths = new Uint16Array(count + 1);
		let last = -1;
		let length = 0;
		for (let start = 0; start < count; start++) {
			if (last < start) {
				last = start;
				length = texts.lengths[start] ?? 0;
			}
			for (; length < words && texts.isSequel[last + 1] === true; last++) length += texts.lengths[last + 1] ?? 0;
			this.#last[start] = last;
			this.#lengths[start + 1] = Math.min(longest, length);
			for (let at = last; at >= start && this.#first[at] === -1; at--) this.#first[at] = start;
			length -= texts.lengths[start] ?? 0;
		}
	}

	/** What the best of its stretches has, for each text. */
	best(ranked: readonly RankedEntry[]): Float64Array {
		const scores = new Float64Array(this.#last.length);
		for (const { sequence, score } of ranked) {
			const start = sequence - 1;
			for (let at = start; at <= (this.#last[start] ?? 0); at++) scores[at] = Math.max(scores[at] ?? 0, score);
		}
		return scores;
	}

	shapes(): EntryShapes {
		const size = this.#lengths.length;
		const zeros = new Uint8Array(size);
		const alone = new Int32Array(size);
		const lengths = this.#lengths;
		return { size, chapters: alone, kinds: zeros, tiers: zeros, lengths, previous: alone, next: alone };
	}

	postings(term: string): Int32Array {
		const known = this.#found.get(term);
		if (known !== undefined) return known;
		const found: number[] = [];
		for (const at of this.#texts.postings(term)) {
			const from = Math.max(this.#first[at] ?? 0, found.at(-1) ?? 0);
			for (let start = from; start <= at; start++) found.push(start + 1);
		}
		const postings = Int32Array.from(found);
		this.#found.set(term, postings);
		return postings;
	}

	frequency(term: string): number {
		return this.postings(term).length;
	}

	termsFrom(): readonly string[] {
		return [];
	}
}
