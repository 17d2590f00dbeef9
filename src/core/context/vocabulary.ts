import type { TextAnalysis } from '../memory/textAnalysis.js';
import { WordTable } from './wordTable.js';

/** More words than a long novel has. */
const mostWords = 100_000;

/** Words that have been seen, so that each is stemmed once however often it is asked about. */
export class Vocabulary {
	readonly analyse: TextAnalysis;
	#words: KnownWords;

	constructor(analyse: TextAnalysis) {
		this.analyse = analyse;
		this.#words = new KnownWords(analyse);
	}

	/** For one look through some texts: others may be going through theirs meanwhile, and keep the ids that they have. */
	words(): KnownWords {
		if (this.#words.size >= mostWords) this.#words = new KnownWords(this.analyse);
		return this.#words;
	}
}

/** Numbers of words, with the terms that the words are found by. */
export class KnownWords {
	readonly #analyse: TextAnalysis;
	readonly #table = new WordTable();
	readonly #ids = new Map<string, number>();
	readonly #terms: (readonly string[])[] = [[]];

	constructor(analyse: TextAnalysis) {
		this.#analyse = analyse;
	}

	get size(): number {
		return this.#ids.size;
	}

	/** @returns an id from 1 for the word at this place, whose two numbers are given */
	wordAt(first: number, second: number, text: string, start: number, end: number): number {
		const known = this.#table.get(first, second);
		if (known !== 0) return known;
		const id = this.word(text.slice(start, end).toLowerCase());
		this.#table.set(first, second, id);
		return id;
	}

	word(word: string): number {
		const known = this.#ids.get(word);
		if (known !== undefined) return known;
		const id = this.#terms.push(this.#analyse(word)) - 1;
		this.#ids.set(word, id);
		return id;
	}

	termsOf(id: number): readonly string[] {
		return this.#terms[id] ?? [];
	}
}
