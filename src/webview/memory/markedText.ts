import { element } from '../element.js';

const word = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;
/** Of a word and a form of it, the shorter one has at least so many letters, and the longer one at most so many more. */
const leastStem = 3;
const longestEnding = 3;

/** A text with those of its words marked that it was found by, in whatever form they stand there. */
export function markedText(text: string, words: readonly string[]): readonly (Node | string)[] {
	const wanted = words.flatMap((one) => one.toLowerCase().match(word) ?? []);
	if (wanted.length === 0) return [text];
	const parts: (Node | string)[] = [];
	let done = 0;
	for (const { 0: found, index } of text.matchAll(word)) {
		if (!wanted.some((one) => isForm(found.toLowerCase(), one))) continue;
		parts.push(text.slice(done, index), element('mark', {}, found));
		done = index + found.length;
	}
	return [...parts, text.slice(done)];
}

function isForm(found: string, wanted: string): boolean {
	if (found === wanted) return true;
	const [short, long] = found.length < wanted.length ? [found, wanted] : [wanted, found];
	return short.length >= leastStem && long.length - short.length <= longestEnding && long.startsWith(short);
}
