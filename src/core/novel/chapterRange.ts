import { AppError } from '../../base/errors.js';

/**
 * `1-3,7` to [1, 2, 3, 7]; undefined means all.
 * @param last number of the last chapter of the outline
 * @throws AppError `bad-chapters` for anything else, and for chapters that the outline does not have
 */
export function parseChapterRange(text: string | undefined, last: number): readonly number[] {
	if (text === undefined) return span(1, last);
	const chapters = text.split(',').flatMap((part) => parsePart(part.trim(), text));
	const missing = chapters.find((chapter) => chapter > last || chapter < 1);
	if (missing !== undefined) throw noSuchChapter(missing, last);
	return [...new Set(chapters)].toSorted((a, b) => a - b);
}

export function noSuchChapter(chapter: number, last: number): AppError {
	return new AppError(
		'bad-chapters',
		`There is no chapter ${chapter}: the outline ends with chapter ${last}. Name a chapter from 1 to ${last}, or add "## ${last + 1}. Title" to outline.md.`,
	);
}

function parsePart(part: string, whole: string): readonly number[] {
	const match = /^(\d{1,4})(?:\s*-\s*(\d{1,4}))?$/.exec(part);
	if (match === null) throw new AppError('bad-chapters', `"${whole}" does not name chapters. Write 3, 1-3 or 1-3,7.`);
	const from = Number(match[1]);
	return span(from, match[2] === undefined ? from : Number(match[2]));
}

function span(from: number, to: number): readonly number[] {
	return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
