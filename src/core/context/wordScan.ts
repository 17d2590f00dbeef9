import { wordsOf } from '../memory/textAnalysis.js';

/** What a word is known by without a string being made of it: two numbers that no two words of a book share. */
export type SeenWord = (first: number, second: number, start: number, end: number) => void;

/**
 * Goes through the words of a text as `wordsOf` does, several times as fast where it is in Latin letters: a megabyte of
 * prose has 180,000 words, and hardly any of them is looked at twice.
 * @returns whether it could; other scripts have to be taken apart by `wordsOf`
 */
export function scanLatinWords(text: string, see: SeenWord): boolean {
	let start = -1;
	let first = 0;
	let second = 0;
	let isAfterApostrophe = false;
	for (let at = 0; at <= text.length; at++) {
		const code = at < text.length ? lettersOnly(text.charCodeAt(at)) : blank;
		if (code === otherScript) return false;
		if (start >= 0 && (code <= blank || (isAfterApostrophe && code <= lastFigure))) {
			if (code === apostrophe && lettersOnly(text.charCodeAt(at + 1)) > lastFigure) {
				first = Math.imul(first ^ straight, firstFactor);
				isAfterApostrophe = true;
				continue;
			}
			see(first, second, start, at);
			start = -1;
		}
		if (code <= blank) continue;
		if (start < 0) {
			start = at;
			first = firstSeed;
			second = secondSeed;
			isAfterApostrophe = false;
		}
		first = Math.imul(first ^ code, firstFactor);
		second = Math.imul(second + code, secondFactor) ^ (second >>> 15);
	}
	return true;
}

const blank = 0;
const apostrophe = -1;
const otherScript = -2;
const straight = 39;
const lastFigure = 57;
const firstSeed = 0x811c9dc5 | 0;
const secondSeed = 0x1b873593;
const firstFactor = 0x01000193;
const secondFactor = 0x5bd1e995;

/** In lower case, by code; 0 for what is no letter. Capitals that become two letters stay as they are. */
const accented = Uint16Array.from({ length: 0x250 }, (_, code) => {
	if (code < 0xc0 || code === 0xd7 || code === 0xf7) return 0;
	const lower = String.fromCharCode(code).toLowerCase();
	return lower.length === 1 ? lower.charCodeAt(0) : code;
});

/** The letter in lower case, as far as that is told from its code alone; 0 for what divides words. */
function lettersOnly(code: number): number {
	if (code < 128) {
		if (code >= 97) return code <= 122 ? code : blank;
		if (code >= 65) return code <= 90 ? code | 32 : blank;
		return code === 39 ? apostrophe : code >= 48 && code <= 57 ? code : blank;
	}
	if (code === 0x2019) return apostrophe;
	if (code >= 0xc0 && code <= 0x24f) return accented[code] ?? blank;
	// General punctuation, and the signs between ASCII and the letters, but for those that count as letters or numbers.
	const divides = (code >= 0x2010 && code <= 0x205f) || (code >= 0x80 && code < 0xc0 && !signsThatCount.has(code));
	return divides ? blank : Number.isNaN(code) ? blank : otherScript;
}

const signsThatCount: ReadonlySet<number> = new Set([0xaa, 0xb2, 0xb3, 0xb5, 0xb9, 0xba, 0xbc, 0xbd, 0xbe]);

/** A number for each word of a text, the same for the same word, whatever else stands there and whatever its case. */
export function wordNumbers(text: string): readonly number[] {
	const numbers: number[] = [];
	if (scanLatinWords(text, (first, second) => numbers.push(first ^ second))) return numbers;
	return wordsOf(text).map((word) => {
		let first = firstSeed;
		let second = secondSeed;
		for (let at = 0; at < word.length; at++) {
			const code = word.charCodeAt(at);
			const isApostrophe = code === straight || code === 0x2019;
			first = Math.imul(first ^ (isApostrophe ? straight : code), firstFactor);
			if (!isApostrophe) second = Math.imul(second + code, secondFactor) ^ (second >>> 15);
		}
		return first ^ second;
	});
}
