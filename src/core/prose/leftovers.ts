import type { ProblemSeverity } from '../novel/novel.js';

/** Text that belongs to making the book and not into it. */
export interface Leftover {
	readonly start: number;
	readonly end: number;
	readonly severity: ProblemSeverity;
	readonly message: string;
}

type Trace = readonly [pattern: RegExp, severity: ProblemSeverity, what: string];

const traces: readonly Trace[] = [
	[/\{\{[^{}\n]{0,80}\}\}|\$\{[^{}\n]{0,80}\}/g, 'error', 'a placeholder that was never filled in'],
	[
		/\[(?:insert|todo|tk|tbd|placeholder|your |name of|character name|continue|to be continued|rest of)[^\]\n]{0,80}\]/gi,
		'error',
		'a placeholder that was never filled in',
	],
	[/^[ \t]*```[^\n]*$/gm, 'error', 'the mark of a code block'],
	[/<\/?think(?:ing)?>/gi, 'error', 'a mark of the model’s own thinking'],
	[/^[ \t]*[[(*_]*(?:approximate )?word count\b[^\n]*$/gim, 'error', 'a word count'],
	[
		/^[ \t]*[#*_[( ]*(?:end of )?scene (?:\d{1,3}|[ivx]+|one|two|three|four|five|six)(?:[*_\])]*[ \t]*$|[ \t]*[:—–-][^\n.!?]{0,80}$)/gim,
		'error',
		'the label of a scene',
	],
	[/^[ \t]*[[(](?:end of|start of|beginning of) (?:the )?(?:scene|chapter)[^\n]*$/gim, 'error', 'the label of a scene'],
	[
		/^(?:sure|certainly|of course|absolutely)?[,! ]*here(?:['’]s| is) (?:the|your|a) (?:[\w-]+ ){0,3}(?:scene|chapter|draft|continuation|revision|version)\b[^\n]{0,80}:[ \t]*$/gim,
		'error',
		'what a model says before its text',
	],
	[
		/^(?:let me know if you(?:['’]d| would) like|would you like me to (?:continue|write|revise|adjust)|i hope this (?:scene|chapter|draft))[^\n]*$/gim,
		'error',
		'what a model says after its text',
	],
	[
		/\bas an ai(?: language model| assistant)\b|\bi(?:['’]m| am) (?:unable|not able) to (?:continue|write|generate) (?:this|that)\b/gi,
		'warning',
		'a model speaking of itself',
	],
	[/\bas an ai\b(?! language model| assistant)/gi, 'warning', 'a model speaking of itself'],
];

/** In the order of the text. @param text without comments, for which `proseOnly` may be used when headings are kept */
export function leftoversIn(text: string): Leftover[] {
	return traces
		.flatMap(([pattern, severity, what]) =>
			Array.from(text.matchAll(pattern), (match): Leftover => {
				const start = match.index + match[0].search(/\S/);
				const end = match.index + match[0].trimEnd().length;
				return { start, end, severity, message: messageOf(text.slice(start, end), what, severity) };
			}),
		)
		.sort((a, b) => a.start - b.start);
}

function messageOf(found: string, what: string, severity: ProblemSeverity): string {
	const advice = severity === 'error' ? 'Remove it.' : 'Remove it, unless a person of the book says so.';
	return `“${found.length > 60 ? `${found.slice(0, 60)}…` : found}” looks like ${what}. ${advice}`;
}
