import { chapterBody, htmlComment } from './chapterFile.js';
import { normalNewlines } from './textPosition.js';

/** Answers where what stands in a chapter's body stands in its file, and the other way round. */
export interface BodyPlaces {
	/** The same as `chapterBody` gives. */
	readonly body: string;
	/** @param offset into the body @returns the offset into the file's text with line feeds */
	readonly inFile: (offset: number) => number;
	/** @param offset into the file's text with line feeds @returns undefined in a heading or a comment */
	readonly inBody: (offset: number) => number | undefined;
}

/** A run of text outside of comments. */
interface Piece {
	/** In the file's text with line feeds. */
	readonly start: number;
	/** In the text without comments. */
	readonly from: number;
	readonly length: number;
}

/** @param text of a chapter's file */
export function bodyPlaces(text: string): BodyPlaces {
	const file = normalNewlines(text);
	const body = chapterBody(file);
	const pieces = piecesOf(file);
	const bare = file.replace(htmlComment, '');
	// Heading and white space stand before the body, and nothing but white space behind it.
	const first = bare.trimEnd().length - body.length;
	return {
		body,
		inFile: (offset) => {
			const at = first + Math.min(Math.max(0, offset), body.length);
			const piece = pieces.findLast(({ from }) => from <= at);
			return piece === undefined ? 0 : piece.start + Math.min(at - piece.from, piece.length);
		},
		inBody: (offset) => {
			const piece = pieces.findLast(({ start }) => start <= offset);
			if (piece === undefined || offset > piece.start + piece.length) return undefined;
			const at = piece.from + offset - piece.start - first;
			return at < 0 || at > body.length ? undefined : at;
		},
	};
}

function piecesOf(file: string): readonly Piece[] {
	const pieces: Piece[] = [];
	let start = 0;
	let from = 0;
	const add = (end: number): void => {
		if (end > start) pieces.push({ start, from, length: end - start });
		from += end - start;
	};
	for (const comment of file.matchAll(htmlComment)) {
		add(comment.index);
		start = comment.index + comment[0].length;
	}
	add(file.length);
	return pieces;
}
