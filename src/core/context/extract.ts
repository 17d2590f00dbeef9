import { bodyParagraphs } from '../prose/bodyParagraphs.js';
import { sentencesOf } from '../prose/sentences.js';

/** Part of a text: `text.slice(start, end)`. */
export interface Stretch {
	readonly start: number;
	readonly end: number;
}

/** Longer stretches without an end of a sentence are cut anyway. */
const longestSentence = 1_000;

export function wholeOf(text: string): Stretch {
	return { start: 0, end: text.length };
}

/** The paragraphs of a text, and the sentences of those that are longer than `longest` characters. */
export function paragraphStretches(text: string, longest: number): readonly Stretch[] {
	return bodyParagraphs(text).flatMap(({ start, end }) =>
		end - start <= longest ? [{ start, end }] : sentenceStretches(text, { start, end }),
	);
}

/** The sentences of a stretch; what has none, such as a table or an unbroken run, is cut into pieces. */
export function sentenceStretches(text: string, { start, end }: Stretch): readonly Stretch[] {
	return sentencesOf(text.slice(start, end)).flatMap((sentence) =>
		cut(text, start + sentence.start, start + sentence.start + sentence.text.length),
	);
}

/** What is extracted of a text, in its order, with a mark where something was left out in between. */
export function extracted(text: string, stretches: readonly Stretch[]): string {
	const merged: { start: number; end: number }[] = [];
	for (const { start, end } of stretches.toSorted((a, b) => a.start - b.start)) {
		const last = merged.at(-1);
		if (last !== undefined && text.slice(last.end, start).trim() === '') last.end = Math.max(last.end, end);
		else merged.push({ start, end });
	}
	return merged.reduce((whole, { start, end }, at) => {
		const between = text.slice(merged[at - 1]?.end ?? start, start);
		const mark = at === 0 ? '' : /\n\s*\n/.test(between) ? '\n\n[…]\n\n' : ' […] ';
		return whole + mark + text.slice(start, end);
	}, '');
}

/** Whether nothing but white space lies outside. */
export function isWhole(text: string, stretches: readonly Stretch[]): boolean {
	return extracted(text, stretches) === text.trim();
}

function cut(text: string, from: number, to: number): readonly Stretch[] {
	const stretches: Stretch[] = [];
	let start = from;
	while (to - start > longestSentence) {
		const blank = text.lastIndexOf(' ', start + longestSentence);
		const end = blank > start ? blank : beforeHalfCharacter(text, start + longestSentence);
		stretches.push({ start, end });
		start = end;
	}
	return start < to ? [...stretches, { start, end: to }] : stretches;
}

/** No character of two code units is cut in half. */
function beforeHalfCharacter(text: string, at: number): number {
	const code = text.charCodeAt(at);
	return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
