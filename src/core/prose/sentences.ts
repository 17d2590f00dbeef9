const closers = String.raw`["'”’“»›)\]}」』】）*_]`;
const wideEnd = String.raw`[。！？]+${closers}*`;
const narrowEnd = String.raw`(?:[.!?…‽]+|[—–](?=["”’»」])|--(?=["”]))${closers}*(?=\s|$)`;
const sentenceEnd = new RegExp(`${wideEnd}|${narrowEnd}`, 'gu');

// A full stop after one of these ends no sentence.
const abbreviation = /(?:^|[\s("“‘])(?:Mr|Mrs|Ms|Dr|Prof|Rev|Capt|Sgt|Lt)\.$/;

/** Offsets just after each sentence of `text`, closing quotation marks included, whether or not a quotation is still open there. */
export function sentenceEnds(text: string): number[] {
	return Array.from(text.matchAll(sentenceEnd), (match) => match.index + match[0].length).filter(
		(end) => !abbreviation.test(text.slice(Math.max(0, end - 8), end)),
	);
}

export interface Sentence {
	readonly text: string;
	/** Offset of its first character. */
	readonly start: number;
}

/** Sentences of running prose; what follows the last finished one counts as a sentence, and a paragraph ends one. */
export function sentencesOf(text: string): Sentence[] {
	const breaks = Array.from(text.matchAll(/\n[ \t]*\n/g), (match) => match.index);
	const ends = [...new Set([...sentenceEnds(text), ...breaks, text.length])].sort((a, b) => a - b);
	return ends.flatMap((end, index) => sentenceBetween(text, ends[index - 1] ?? 0, end));
}

function sentenceBetween(text: string, from: number, to: number): Sentence[] {
	const raw = text.slice(from, to);
	const trimmed = raw.trim();
	return trimmed === '' ? [] : [{ text: trimmed, start: from + raw.indexOf(trimmed) }];
}

const pairs: ReadonlyMap<string, string> = new Map([
	['“', '”'],
	['„', '“'],
	['«', '»'],
	['»', '«'],
	['「', '」'],
	['『', '』'],
	['"', '"'],
]);

/**
 * Where the quotation begins that is still open at the end of `paragraph`. Single quotation marks are not looked at, since
 * nothing tells them from apostrophes.
 */
export function openQuotationStart(paragraph: string): number | undefined {
	let start: number | undefined;
	let closing = '';
	for (let offset = 0; offset < paragraph.length; offset++) {
		const character = paragraph.charAt(offset);
		if (start !== undefined && closes(character, closing)) start = undefined;
		else if (start === undefined && pairs.has(character)) {
			start = offset;
			closing = pairs.get(character) ?? '';
		}
	}
	return start;
}

/** German quotations close with “, but much of what is typed closes them with ” or a straight mark. */
function closes(character: string, closing: string): boolean {
	return character === closing || (closing === '“' && (character === '”' || character === '"'));
}
