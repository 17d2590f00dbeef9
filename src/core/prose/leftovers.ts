import * as l10n from '@vscode/l10n';
import type { ProblemSeverity } from '../novel/novel.js';

/** Text that belongs to making the book and not into it. */
export interface Leftover {
	readonly start: number;
	readonly end: number;
	readonly severity: ProblemSeverity;
	readonly message: string;
}

type Trace = readonly [pattern: RegExp, severity: ProblemSeverity, what: () => string];

const placeholder = (): string => l10n.t('a placeholder that was never filled in');
const codeBlock = (): string => l10n.t('the mark of a code block');
const thinking = (): string => l10n.t('a mark of the model’s own thinking');
const wordCount = (): string => l10n.t('a word count');
const sceneLabel = (): string => l10n.t('the label of a scene');
const preamble = (): string => l10n.t('what a model says before its text');
const afterword = (): string => l10n.t('what a model says after its text');
const itself = (): string => l10n.t('a model speaking of itself');

const traces: readonly Trace[] = [
	[/\{\{[^{}\n]{0,80}\}\}|\$\{[^{}\n]{0,80}\}/g, 'error', placeholder],
	[
		/\[(?:insert|todo|tk|tbd|placeholder|your |name of|character name|continue|to be continued|rest of)[^\]\n]{0,80}\]/gi,
		'error',
		placeholder,
	],
	[/^[ \t]*```[^\n]*$/gm, 'error', codeBlock],
	[/<\/?think(?:ing)?>/gi, 'error', thinking],
	[/^[ \t]*[[(*_]*(?:approximate )?word count\b[^\n]*$/gim, 'error', wordCount],
	[
		/^[ \t]*[#*_[( ]*(?:end of )?scene (?:\d{1,3}|[ivx]+|one|two|three|four|five|six)(?:[*_\])]*[ \t]*$|[ \t]*[:—–-][^\n.!?]{0,80}$)/gim,
		'error',
		sceneLabel,
	],
	[/^[ \t]*[[(](?:end of|start of|beginning of) (?:the )?(?:scene|chapter)[^\n]*$/gim, 'error', sceneLabel],
	[
		/^(?:sure|certainly|of course|absolutely)?[,! ]*here(?:['’]s| is) (?:the|your|a) (?:[\w-]+ ){0,3}(?:scene|chapter|draft|continuation|revision|version)\b[^\n]{0,80}:[ \t]*$/gim,
		'error',
		preamble,
	],
	[
		/^(?:let me know if you(?:['’]d| would) like|would you like me to (?:continue|write|revise|adjust)|i hope this (?:scene|chapter|draft))[^\n]*$/gim,
		'error',
		afterword,
	],
	[
		/\bas an ai(?: language model| assistant)\b|\bi(?:['’]m| am) (?:unable|not able) to (?:continue|write|generate) (?:this|that)\b/gi,
		'warning',
		itself,
	],
	[/\bas an ai\b(?! language model| assistant)/gi, 'warning', itself],
];

/** In the order of the text. @param text without comments, for which `proseOnly` may be used when headings are kept */
export function leftoversIn(text: string): Leftover[] {
	return traces
		.flatMap(([pattern, severity, what]) =>
			Array.from(text.matchAll(pattern), (match): Leftover => {
				const start = match.index + match[0].search(/\S/);
				const end = match.index + match[0].trimEnd().length;
				return { start, end, severity, message: messageOf(text.slice(start, end), what(), severity) };
			}),
		)
		.sort((a, b) => a.start - b.start);
}

function messageOf(found: string, what: string, severity: ProblemSeverity): string {
	const shown = found.length > 60 ? `${found.slice(0, 60)}…` : found;
	return severity === 'error'
		? l10n.t('“{0}” looks like {1}. Remove it.', shown, what)
		: l10n.t('“{0}” looks like {1}. Remove it, unless a person of the book says so.', shown, what);
}
