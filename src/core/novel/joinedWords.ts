import { createHash } from 'node:crypto';
import { normalNewlines } from './textPosition.js';

/**
 * The words of a text with single spaces between them: what must be the same before and after an import. A word is whatever
 * stands between white space, punctuation included. Marks that only say how words are shown are left out: those of Markdown
 * headings, rules of hyphens or equals signs, and the marks around comments, but not what stands in a comment.
 */
export function joinedWords(text: string): string {
	return normalNewlines(text)
		.split(/[\n\f\v]/)
		.map(withoutMarks)
		.join(' ')
		.split(/\s+/)
		.filter((word) => word !== '')
		.join(' ');
}

/** SHA-256 over the joined words of a text, in hexadecimal. */
export function wordsHash(text: string): string {
	return joinedHash(joinedWords(text));
}

/** @param words that are joined already */
export function joinedHash(words: string): string {
	return createHash('sha256').update(words).digest('hex');
}

function withoutMarks(line: string): string {
	const shown = line.replace(/<!--|-->/g, ' ');
	return /^\s*(?:=+|-+)\s*$/.test(shown) ? '' : shown.replace(/^[ \t]*#{1,6}(?=\s|$)/, '');
}
