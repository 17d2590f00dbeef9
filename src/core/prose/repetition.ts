import { countWords } from '../novel/chapterFile.js';
import { proseOnly } from './proseOnly.js';
import { sentencesOf, type Sentence } from './sentences.js';

export interface Repetition {
	readonly kind: 'in-chapter' | 'across-chapters';
	readonly text: string;
	/** The later place, as offsets in the chapter's text. */
	readonly start: number;
	readonly end: number;
	/** Offset of the earlier place, in the chapter or in the other text. */
	readonly first: number;
	/** Which of the other texts. */
	readonly other?: number;
}

/** Shorter sentences come back by themselves ("He said nothing."). */
const leastWords = 7;

/** Sentences that stand twice in a chapter, or in a chapter and another one; neighbours that come back together count once. */
export function repetitionsIn(text: string, others: readonly string[]): Repetition[] {
	const sentences = longSentences(text);
	const elsewhere = sentenceIndex(others);
	const seen = new Map<string, number>();
	const found = sentences.flatMap((sentence): Repetition[] => {
		const key = keyOf(sentence.text);
		const first = seen.get(key);
		if (first === undefined) seen.set(key, sentence.start);
		const other = elsewhere.get(key);
		const place = { text: sentence.text, start: sentence.start, end: sentence.start + sentence.text.length };
		if (first !== undefined) return [{ ...place, kind: 'in-chapter', first }];
		return other ? [{ ...place, kind: 'across-chapters', first: other.start, other: other.index }] : [];
	});
	return mergedNeighbours(found, text);
}

function longSentences(text: string): Sentence[] {
	return sentencesOf(proseOnly(text)).filter((sentence) => countWords(sentence.text) >= leastWords);
}

function sentenceIndex(
	texts: readonly string[],
): ReadonlyMap<string, { readonly index: number; readonly start: number }> {
	const found = new Map<string, { index: number; start: number }>();
	for (const [index, text] of texts.entries()) {
		for (const sentence of longSentences(text)) {
			const key = keyOf(sentence.text);
			if (!found.has(key)) found.set(key, { index, start: sentence.start });
		}
	}
	return found;
}

/** A repeated paragraph is one finding, not one for each of its sentences. */
function mergedNeighbours(found: readonly Repetition[], text: string): Repetition[] {
	const merged: Repetition[] = [];
	for (const one of found) {
		const last = merged.at(-1);
		const isNext = last?.kind === one.kind && last.other === one.other && text.slice(last.end, one.start).trim() === '';
		if (last && isNext) merged[merged.length - 1] = { ...last, end: one.end, text: text.slice(last.start, one.end) };
		else merged.push(one);
	}
	return merged;
}

function keyOf(sentence: string): string {
	return (sentence.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}
