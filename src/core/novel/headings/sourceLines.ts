import { joinedWords } from '../joinedWords.js';
import { normalNewlines } from '../textPosition.js';
import { hiddenLines } from './hiddenLines.js';

/** A text that is to be divided into chapters; of several, each begins something new. */
export interface SourceFile {
	/** Relative to the folder that is read, with forward slashes. */
	readonly path: string;
	readonly text: string;
}

export interface SourceLine {
	readonly text: string;
	/** Which of the files. */
	readonly file: number;
	/** Empty lines before it; more than any text has where a file or a printed page begins. */
	readonly blanksBefore: number;
	/** As `joinedWords` counts. */
	readonly words: number;
	/** Inside a comment, a block of code, or the properties before a Markdown text: never a heading. */
	readonly isHidden: boolean;
}

export const pageBreak = 1_000;

/** All lines of all files. Page breaks end a line and are left out; nothing else changes but the ends of lines. */
export function sourceLines(files: readonly SourceFile[]): SourceLine[] {
	return files.flatMap((file, index) => linesOf(file.text, index));
}

/** The lines from one to before another, without empty ones around them. */
export function textBetween(lines: readonly SourceLine[], from: number, to: number): string {
	return lines
		.slice(from, to)
		.map((line) => line.text)
		.join('\n')
		.trim();
}

export function isBlank(line: SourceLine | undefined): boolean {
	return line === undefined || line.text.trim() === '';
}

export function wordsBetween(lines: readonly SourceLine[], from: number, to: number): number {
	let words = 0;
	for (let index = from; index < to; index++) words += lines[index]?.words ?? 0;
	return words;
}

function linesOf(text: string, file: number): SourceLine[] {
	const pieces = piecesOf(normalNewlines(text).replaceAll('\v', '\n'));
	const hidden = hiddenLines(pieces.map((piece) => piece.text));
	return pieces.map(({ text, blanksBefore }, index): SourceLine => ({
		text,
		file,
		blanksBefore,
		words: wordCount(text),
		isHidden: hidden.has(index),
	}));
}

/** A form feed makes no line of its own, so that a sentence that runs over the end of a page stays one paragraph. */
function piecesOf(text: string): Array<{ readonly text: string; readonly blanksBefore: number }> {
	const pieces: Array<{ text: string; blanksBefore: number }> = [];
	let blanks = pageBreak;
	const add = (text: string): void => {
		pieces.push({ text, blanksBefore: blanks });
		blanks = text.trim() === '' ? blanks + 1 : 0;
	};
	for (const line of text.split('\n')) {
		const pages = line.split(/\f+/);
		if (pages.length === 1 || line.trim() === '') add(pages[0] ?? '');
		for (const [index, page] of pages.entries()) {
			if (index > 0) blanks = pageBreak;
			if (pages.length > 1 && page.trim() !== '') add(page);
		}
	}
	return pieces;
}

function wordCount(line: string): number {
	const words = joinedWords(line);
	return words === '' ? 0 : words.split(' ').length;
}
