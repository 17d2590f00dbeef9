import { countWords } from '../novel/chapterFile.js';
import { sentencesOf } from './sentences.js';

/** What a text may be cut between: a sentence, or a part of one that is too long. */
export interface ProseUnit {
	/** Offset of its first character. */
	readonly start: number;
	readonly words: number;
}

/** A comma inside a word or number ends no clause. */
const clause = /(?:[^,;:—–，；：、]|[,;:—–](?!["'”’»)]*\s))*(?:[,;:—–]["'”’»)]*\s+|[，；：、]|$)/g;
const word = /\s*\S+/g;

/** @param most words of one unit; longer sentences are divided at their commas, and if need be between words */
export function proseUnits(text: string, most: number): ProseUnit[] {
	return sentencesOf(text).flatMap((sentence) => divided(sentence.text, sentence.start, most, [clause, word]));
}

function divided(text: string, start: number, most: number, patterns: readonly RegExp[]): ProseUnit[] {
	const words = countWords(text);
	const [pattern, ...finer] = patterns;
	if (words <= most || pattern === undefined) return [{ start, words }];
	return Array.from(text.matchAll(pattern))
		.filter((match) => match[0].trim() !== '')
		.flatMap((match) => {
			const indent = match[0].search(/\S/);
			return divided(match[0].slice(indent), start + match.index + indent, most, finer);
		});
}
