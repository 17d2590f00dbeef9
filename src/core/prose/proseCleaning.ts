import { normalNewlines } from '../novel/textPosition.js';
import { openQuotationStart, sentenceEnds } from './sentences.js';

const numeral = String.raw`(?:\d{1,3}|[ivxlc]{1,6}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)`;
const nouns = 'scene|chapter|draft|prose|continuation|rewrite|revision|version';

/** Whole lines before the prose that a model may put there although it was asked for prose only. */
const leadingLines: readonly RegExp[] = [
	/^```[a-z]*$/i,
	/^#{1,6}(?:[ \t].*)?$/,
	/^(?:\*[ \t]*){3,}$|^-{3,}$|^_{3,}$/,
	/^[[(](?:start|beginning|begin) of (?:the )?(?:scene|chapter)[^\])]*[\])]$/i,
	new RegExp(
		String.raw`^(?:\*\*|__)?(?:scene|chapter) ${numeral}(?:\s*[:—–-]\s*[^\n]{0,80}[^\n.!?…"”’'*_])?\s*:?(?:\*\*|__)?$`,
		'i',
	),
	new RegExp(
		String.raw`^(?:(?:sure|certainly|of course|absolutely|okay|ok|understood|great)[,.!]*\s+)?` +
			String.raw`(?:here(?:['’]s| is)|below is|this is|i(?:['’]ve| have) written)\s+(?:the|a|your|my)\s+` +
			String.raw`(?:[\w-]+\s+){0,3}(?:${nouns})\b[^\n.!?]{0,100}[:.]$`,
		'i',
	),
];

/** Whole lines after the prose. */
const trailingLines: readonly RegExp[] = [
	/^```$/,
	/^(?:\*[ \t]*){3,}$|^-{3,}$|^_{3,}$/,
	/^[*_~\s-]*(?:the end|fin|end of (?:the )?(?:scene|chapter)\b[^\n.!?]{0,40})[*_~\s-]*$/i,
	/^[*_]*(?:The End|THE END)\.[*_]*$/,
	/^[*_]*(?:approximate )?word count\b[^\n]{0,60}$/i,
	/^(?:let me know if you(?:['’]d| would) like|would you like me to (?:continue|write|revise|adjust)|i hope this (?:scene|chapter|draft))\b.*$/i,
];

/** In brackets they are no prose even on the last line of it. */
const trailingNote =
	/\s*[[(][*_]*(?:(?:end of (?:the )?(?:scene|chapter)|(?:approximate )?word count|end scene)\b[^\])\n]{0,60}|(?:approximately |about |~)?\d[\d,]* words)[*_]*[\])]$/i;

const closedThinking = /^<think(?:ing)?>[^]*?<\/think(?:ing)?>\s*/i;
const openThinking = /^<think(?:ing)?>[^]*$/i;

/**
 * The prose of a model's reply, without what it wrote around it. Pure and idempotent; on a growing stream the result grows
 * too, except near its ends, where a line may turn out to be a label.
 */
export function cleanProse(textSoFar: string): string {
	let text = tidied(textSoFar);
	for (let before = ''; before !== text;) {
		before = text;
		text = withoutTrailer(withoutLeader(text));
	}
	return text;
}

/** Whether the text ends with a finished sentence, outside any quotation that is still open. */
export function endsCompletely(text: string): boolean {
	const trimmed = text.trimEnd();
	return (
		sentenceEnds(tailOf(trimmed)).at(-1) === tailOf(trimmed).length &&
		openQuotationStart(lastParagraph(trimmed)) === undefined
	);
}

/**
 * The beginning of `text` up to the end of its last finished sentence, for going on from there after a cut. A quotation that
 * was cut is kept as far as it has finished sentences, from its second one on: after a single one it may have ended there.
 */
export function throughLastSentence(text: string): string {
	const ends = sentenceEnds(text);
	for (let index = ends.length - 1; index >= 0; index--) {
		const end = ends[index] ?? 0;
		if (isGoodEnd(text.slice(0, end), ends[index - 1] ?? 0)) return text.slice(0, end);
	}
	return '';
}

function isGoodEnd(text: string, previousEnd: number): boolean {
	const paragraph = lastParagraph(text);
	const open = openQuotationStart(paragraph);
	return open === undefined || previousEnd > text.length - paragraph.length + open;
}

function tidied(text: string): string {
	return normalNewlines(text)
		.replace(/[ \t]+$/gm, '')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
}

function withoutLeader(text: string): string {
	const thoughtless = text.replace(closedThinking, '').replace(openThinking, '');
	const end = thoughtless.indexOf('\n');
	const line = end < 0 ? thoughtless : thoughtless.slice(0, end);
	return leadingLines.some((pattern) => pattern.test(line)) ? thoughtless.slice(line.length).trim() : thoughtless;
}

function withoutTrailer(text: string): string {
	const noted = text.replace(trailingNote, '').trimEnd();
	const line = noted.slice(noted.lastIndexOf('\n') + 1);
	return trailingLines.some((pattern) => pattern.test(line))
		? noted.slice(0, noted.length - line.length).trim()
		: noted;
}

/** Enough to see a sentence end with what closes it. */
function tailOf(text: string): string {
	return text.slice(-40);
}

function lastParagraph(text: string): string {
	return text.split(/\n[ \t]*\n/).at(-1) ?? '';
}
