import { countedPart, namedPart, type CountedPart, type NamedPart } from './headingWords.js';
import { hanNumber, leadingNumeral } from './numeral.js';

/** What a line says if it is a heading; whether it is one, the whole text decides. */
export interface HeadingLabel {
	/** `counted`: some other word with a number, such as "Stave II"; `number`: nothing but a number and a title. */
	readonly kind: CountedPart | NamedPart | 'counted' | 'number' | 'plain';
	/** Headings of one family look alike: the same word beside the number, or the same way of writing it. */
	readonly family: string;
	/** Undefined where there is none, or none that is understood: "Глава первая". */
	readonly number: number | undefined;
	/** The title that stands on the same line; the whole line when it has no label. */
	readonly title: string;
}

/** Reads "CHAPTER XII. The Title", "3. Kapitel", "第三章", "IV", "Stave One", "Prologue", and what else books are headed with. */
export function headingLabel(line: string): HeadingLabel {
	const text = undecorated(line);
	return (
		eastAsianLabel(text) ??
		namedLabel(text) ??
		wordFirstLabel(text) ??
		numeralFirstLabel(text) ?? { kind: 'plain', family: 'plain', number: undefined, title: text }
	);
}

const decorated = /^(?:[*_~=\-–—•·|§]+|[[(<{])\s*(.*?)\s*(?:[*_~=\-–—•·|]+|[\])>}])$/u;

/** Without what frames a heading: "**Chapter 1**", "~ 3 ~", "[IV]". */
function undecorated(line: string): string {
	const text = line.trim();
	const inner = decorated.exec(text)?.[1] ?? '';
	return inner === '' ? text : undecorated(inner);
}

const han = '〇零一二三四五六七八九十百千两\\d０-９';
const eastAsian = new RegExp(
	`^(?:第\\s*([${han}]+)\\s*([章回话話節节幕卷部集篇])|제?\\s*(\\d+)\\s*([장화부권])(?!\\p{L}))(?:[\\s:：、.．·—-]*)(.{0,40})$`,
	'u',
);

/** Chinese, Japanese and Korean put the word after the number. */
function eastAsianLabel(text: string): HeadingLabel | undefined {
	const match = eastAsian.exec(text);
	const number = hanNumber(match?.[1] ?? match?.[3] ?? '');
	if (!match || number === undefined || /[。！？，、]$/.test(text)) return undefined;
	const word = match[2] ?? match[4] ?? '';
	const kind = '卷部集篇부권'.includes(word) ? 'part' : 'chapter';
	return { kind, family: `${kind}:${word}`, number, title: match[5] ?? '' };
}

/** "Prologue", "EPILOGUE: The Sea", "Interlude II". */
function namedLabel(text: string): HeadingLabel | undefined {
	const match = /^(.+?)(?:\s*[.:–—]\s*(.*)|\s+-+\s+(.*)|(\s+[\dIVX]+\.?))?$/u.exec(text);
	const kind = namedPart(match?.[1] ?? '') ?? namedPart(text);
	if (!match || kind === undefined) return undefined;
	return { kind, family: kind, number: undefined, title: kind === 'story' ? (match[2] ?? match[3] ?? '') : text };
}

function wordFirstLabel(text: string): HeadingLabel | undefined {
	const match = /^(\p{L}[\p{L}\p{M}]*)\.?\s+(?:the\s+)?(\S.*)$/iu.exec(text);
	if (!match) return undefined;
	const [, word = '', after = ''] = match;
	const kind = countedPart(word) ?? (/^\p{Lu}\p{L}\p{L}/u.test(word) ? 'counted' : undefined);
	if (kind === undefined) return undefined;
	const family = `${kind}:${word.toLowerCase()}`;
	const numeral = leadingNumeral(after);
	const title = numeral ? titleAfter(numeral.rest) : undefined;
	if (numeral && title !== undefined)
		return innerChapter(kind, title) ?? { kind, family, number: numeral.value, title };
	return kind !== 'counted' && !numeral && isUnreadNumber(word, after)
		? { kind, family, number: undefined, title: '' }
		: undefined;
}

/** "3. Kapitel", "Erstes Kapitel", "THIRD CHAPTER", "3", "IV. The Sea". */
function numeralFirstLabel(text: string): HeadingLabel | undefined {
	const numeral = leadingNumeral(text);
	const named = /^\s*(\S+?)\.?\s+(\p{L}[\p{L}\p{M}]*)(.*)$/u.exec(text);
	const kind = countedPart(named?.[2] ?? '');
	const title = titleAfter(named?.[3] ?? '');
	if (named && kind !== undefined && title !== undefined && (numeral || isUnreadNumber(named[2] ?? '', named[1] ?? '')))
		return (
			innerChapter(kind, title) ?? { kind, family: `${kind}:${named[2]?.toLowerCase()}`, number: numeral?.value, title }
		);
	const own = numeral ? titleAfter(numeral.rest) : undefined;
	if (!numeral || own === undefined) return undefined;
	if (numeral.style !== 'arabic' && !/^[\p{Lu}]/u.test(text)) return undefined;
	return { kind: 'number', family: `number:${numeral.style}`, number: numeral.value, title: own };
}

/** "Part Two, Chapter 3" heads a chapter. */
function innerChapter(kind: string, title: string): HeadingLabel | undefined {
	const inner = kind === 'part' && title !== '' ? headingLabel(title) : undefined;
	return inner?.kind === 'chapter' ? inner : undefined;
}

/** A number in words of a language whose numbers are not known: "Capítulo primero", "Zweiundzwanzigstes Kapitel". */
function isUnreadNumber(word: string, other: string): boolean {
	return /^\p{Lu}|^[^\p{Lu}\p{Ll}]/u.test(word) && /^[\p{L}\p{M}-]+(?: [\p{L}\p{M}-]+)?$/u.test(other);
}

/** What may follow the number in a heading: nothing, or a title; undefined for the rest of a sentence. */
function titleAfter(rest: string): string | undefined {
	const match = /^(\s*[.:)\]–—―|·]+|\s+-+(?=\s)|\s*,)?\s*(.*)$/u.exec(rest);
	const title = match?.[2] ?? '';
	if (title === '') return '';
	const mark = match?.[1]?.trim() ?? '';
	if (mark !== '' && mark !== ',') return title;
	const isCapitals = title === title.toUpperCase();
	const begins = mark === ',' ? true : /^\s/u.test(rest) && !/^\p{Ll}/u.test(title);
	return begins && (isCapitals || !/[.;,!?]$/u.test(title)) ? title : undefined;
}
