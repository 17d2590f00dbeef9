import type { HeadingFamily } from './headingFamily.js';
import type { HeadingLine } from './headingLines.js';

/** Where something begins in a text. */
export interface Mark {
	/** `file`: a file of its own without a heading. */
	readonly kind: 'chapter' | 'part' | 'file' | 'back';
	/** Index of its first line. */
	readonly line: number;
	/** Index of the line after its heading; the same as `line` when it has none. */
	readonly end: number;
	/** Without its label; empty when it has none. */
	readonly title: string;
}

export interface BookMarks {
	/** In the order of the text. */
	readonly marks: readonly Mark[];
	/** The headings that say where chapters begin; undefined when there are none. */
	readonly family: HeadingFamily | undefined;
	readonly headings: readonly HeadingLine[];
}

export function byLine(a: Mark, b: Mark): number {
	return a.line - b.line;
}
