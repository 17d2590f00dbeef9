import { textPositions, type TextRange } from '../novel/textPosition.js';

/**
 * Where a quotation stands in a text. Quotation marks, dashes, ellipses and white space may be written otherwise, since models
 * change them when they copy; every letter has to be the same. The first place counts. Positions are zero-based.
 */
export function locateQuote(text: string, quote: string): TextRange | undefined {
	const found = quoteOffsets(text, quote);
	return found && textPositions(text).range(found.start, found.end);
}

/** The same as UTF-16 offsets into the text. */
export function quoteOffsets(
	text: string,
	quote: string,
): { readonly start: number; readonly end: number } | undefined {
	const haystack = lastPlainForm(text);
	for (const needle of [plainForm(quote).plain.trim(), unquoted(quote)]) {
		const start = needle === '' ? -1 : haystack.plain.indexOf(needle);
		if (start >= 0) return offsetsOf(text, haystack, start, start + needle.length);
	}
	return undefined;
}

interface PlainForm {
	readonly plain: string;
	/** For each character of `plain`, its offset in the text. */
	readonly offsets: readonly number[];
}

let latest: { readonly text: string; readonly form: PlainForm } = { text: '', form: { plain: '', offsets: [] } };

/** What is quoted out of one text is looked for one quotation after the other. */
function lastPlainForm(text: string): PlainForm {
	if (latest.text !== text) latest = { text, form: plainForm(text) };
	return latest.form;
}

function offsetsOf(
	text: string,
	{ offsets }: PlainForm,
	start: number,
	end: number,
): { readonly start: number; readonly end: number } {
	const from = offsets[start] ?? 0;
	const last = offsets[end - 1] ?? from;
	return { start: from, end: last + lengthAt(text, last) };
}

const variants = /[“”„‟«»"]|[‘’‚‛']|[‐‑‒–—―]|-{1,3}|…|\s+|[\u200B-\u200D\uFEFF]/g;

function lengthAt(text: string, offset: number): number {
	const match = variants.exec(text.slice(offset, offset + 3));
	variants.lastIndex = 0;
	return match?.index === 0 ? match[0].length : 1;
}

function plainForm(text: string): PlainForm {
	const offsets: number[] = [];
	let plain = '';
	let done = 0;
	const add = (characters: string, offset: number, step: 0 | 1): void => {
		for (let index = 0; index < characters.length; index++) offsets.push(offset + index * step);
		plain += characters;
	};
	for (const match of text.matchAll(variants)) {
		add(text.slice(done, match.index), done, 1);
		add(plainVariant(match[0]), match.index, 0);
		done = match.index + match[0].length;
	}
	add(text.slice(done), done, 1);
	return { plain, offsets };
}

function plainVariant(variant: string): string {
	if (/[“”„‟«»"]/.test(variant)) return '"';
	if (/[‘’‚‛']/.test(variant)) return "'";
	if (variant === '…') return '...';
	if (/^[\u200B-\u200D\uFEFF]$/.test(variant)) return '';
	return /\s/.test(variant) ? ' ' : '-';
}

/** A model may put marks around what it quotes that are not in the text. */
function unquoted(quote: string): string {
	return plainForm(quote)
		.plain.trim()
		.replace(/^["']|["']$/g, '')
		.trim();
}
