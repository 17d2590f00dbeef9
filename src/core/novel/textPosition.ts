import type { Problem, ProblemSeverity } from './novel.js';

/** Zero-based; columns are UTF-16 code units, as in VS Code. */
export interface Position {
	readonly line: number;
	readonly column: number;
}

export interface TextRange extends Position {
	readonly endLine: number;
	readonly endColumn: number;
}

/** Answers many questions about one text without walking it each time. */
export interface TextPositions {
	/** @param offset in UTF-16 code units. */
	at(offset: number): Position;
	range(start: number, end: number): TextRange;
}

export function textPositions(text: string): TextPositions {
	const starts = lineStarts(text);
	const at = (offset: number): Position => {
		const line = lastAtMost(starts, offset);
		return { line, column: offset - (starts[line] ?? 0) };
	};
	const range = (start: number, end: number): TextRange => {
		const last = at(end);
		return { ...at(start), endLine: last.line, endColumn: last.column };
	};
	return { at, range };
}

/** The whole of a line, whatever its length. */
export function lineRange(line: number, length: number): TextRange {
	return { line, column: 0, endLine: line, endColumn: length };
}

export function problemAt(
	path: string,
	range: TextRange,
	severity: ProblemSeverity,
	code: string,
	message: string,
): Problem {
	const { line, column, endLine, endColumn } = range;
	return { path, line, column, endLine, endColumn, severity, code, message };
}

/** Text as the rest of the program knows it: no byte order mark, line feeds only. */
export function normalNewlines(text: string): string {
	return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

function lineStarts(text: string): number[] {
	return [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), (match) => match.index + match[0].length)];
}

function lastAtMost(sorted: readonly number[], value: number): number {
	let low = 0;
	let high = sorted.length - 1;
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if ((sorted[middle] ?? 0) <= value) low = middle;
		else high = middle - 1;
	}
	return low;
}
