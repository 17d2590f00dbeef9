import { AppError } from '../../base/errors.js';

/**
 * `1-3,7` to [1, 2, 3, 7]; undefined means all.
 * @param known numbers of the chapters in the outline, in order
 * @throws AppError `bad-chapters` for anything else, and for chapters that the outline does not have
 */
export function parseChapterRange(text: string | undefined, known: readonly number[]): readonly number[] {
	if (text === undefined) return known;
	const chapters = text.split(',').flatMap((part) => parsePart(part.trim(), text));
	const missing = chapters.find((chapter) => !known.includes(chapter));
	if (missing !== undefined) throw noSuchChapter(missing, known);
	return [...new Set(chapters)].toSorted((a, b) => a - b);
}

export function noSuchChapter(chapter: number, known: readonly number[]): AppError {
	const last = known.at(-1) ?? 0;
	if (chapter > 0 && chapter < last) {
		const advice = `Add "## ${chapter}. Title" to it, or name another chapter.`;
		return new AppError('bad-chapters', `There is no chapter ${chapter} in outline.md. ${advice}`);
	}
	return new AppError(
		'bad-chapters',
		`There is no chapter ${chapter}: the outline ends with chapter ${last}. Name a chapter from 1 to ${last}, or add "## ${last + 1}. Title" to outline.md.`,
	);
}

function parsePart(part: string, whole: string): readonly number[] {
	const match = /^(\d{1,4})(?:\s*-\s*(\d{1,4}))?$/.exec(part);
	if (match === null) throw new AppError('bad-chapters', `"${whole}" does not name chapters. Write 3, 1-3 or 1-3,7.`);
	const from = Number(match[1]);
	const to = match[2] === undefined ? from : Number(match[2]);
	if (to < from) throw new AppError('bad-chapters', `"${part}" runs backwards. Write ${to}-${from}.`);
	return span(from, to);
}

function span(from: number, to: number): readonly number[] {
	return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
