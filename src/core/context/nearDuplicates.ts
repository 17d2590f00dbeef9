import { wordsOf } from '../memory/textAnalysis.js';
import { wordNumbers } from './wordScan.js';

/** Words of one shingle. */
const shingleWords = 3;
/** Below this, one other word makes another statement. */
const fewestWords = 12;
/** Shared shingles of all that two texts have (Broder 1997). */
const sameShare = 0.8;
/** Shared shingles of those that the shorter text has. */
const containedShare = 0.9;

interface Taken {
	readonly key: string;
	readonly text: string;
	readonly shingles: ReadonlySet<number>;
}

/** Texts that have been taken, to be asked whether another says the same again. */
export class NearDuplicates {
	readonly #taken: Taken[] = [];
	readonly #holders = new Map<number, number[]>();
	readonly #exact = new Map<string, string>();

	add(key: string, text: string): void {
		const words = wordNumbers(text);
		if (words.length < fewestWords) {
			const said = identity(text);
			if (!this.#exact.has(said)) this.#exact.set(said, key);
			return;
		}
		const shingles = shinglesOf(words);
		const at = this.#taken.push({ key, text, shingles }) - 1;
		for (const shingle of shingles) {
			const holders = this.#holders.get(shingle);
			if (holders === undefined) this.#holders.set(shingle, [at]);
			else holders.push(at);
		}
	}

	/** @returns the key of the text that says it already */
	duplicateOf(text: string): string | undefined {
		const words = wordNumbers(text);
		if (words.length < fewestWords) return this.#exact.get(identity(text));
		const shingles = shinglesOf(words);
		const shared = new Map<number, number>();
		for (const shingle of shingles)
			for (const at of this.#holders.get(shingle) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
		for (const [at, count] of shared) {
			const taken = this.#taken[at];
			if (taken === undefined) continue;
			const isSame = count / (shingles.size + taken.shingles.size - count) >= sameShare;
			const isSaid = isSame || count / shingles.size >= containedShare;
			if (isSaid && !contradicts(wordsOf(text), wordsOf(taken.text))) return taken.key;
		}
		return undefined;
	}
}

/** Texts of signs alone have no words to compare. */
function identity(text: string): string {
	return wordsOf(text).join(' ') || text.trim();
}

function shinglesOf(words: readonly number[]): ReadonlySet<number> {
	const shingles = new Set<number>();
	for (let at = 0; at + shingleWords <= words.length; at++) {
		let shingle = 0;
		for (let next = at; next < at + shingleWords; next++) shingle = Math.imul(shingle, 31) + (words[next] ?? 0);
		shingles.add(shingle | 0);
	}
	return shingles;
}

/** Another number, or a "not" more, is another fact, however alike the rest. */
function contradicts(own: readonly string[], taken: readonly string[]): boolean {
	const ownWords = new Set(own);
	const takenWords = new Set(taken);
	return (
		own.some((word) => !takenWords.has(word) && isTelling(word)) ||
		taken.some((word) => !ownWords.has(word) && isNegation(word))
	);
}

function isTelling(word: string): boolean {
	return /\p{N}/u.test(word) || isNegation(word);
}

function isNegation(word: string): boolean {
	return negations.has(word) || /n['’]t$/.test(word);
}

const negations: ReadonlySet<string> = new Set(
	'not no never nobody nothing none neither nor without nicht kein keine nie pas jamais non nunca ne не'.split(' '),
);
