import * as l10n from '@vscode/l10n';
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
		return new AppError(
			'bad-chapters',
			l10n.t('There is no chapter {0} in outline.md. Add "## {0}. Title" to it, or name another chapter.', chapter),
		);
	}
	return new AppError(
		'bad-chapters',
		l10n.t(
			'There is no chapter {0}: the outline ends with chapter {1}. Name a chapter from 1 to {1}, or add "## {2}. Title" to outline.md.',
			chapter,
			last,
			last + 1,
		),
	);
}

function parsePart(part: string, whole: string): readonly number[] {
	const match = /^(\d{1,4})(?:\s*-\s*(\d{1,4}))?$/.exec(part);
	if (match === null)
		throw new AppError('bad-chapters', l10n.t('"{0}" does not name chapters. Write 3, 1-3 or 1-3,7.', whole));
	const from = Number(match[1]);
	const to = match[2] === undefined ? from : Number(match[2]);
	if (to < from) throw new AppError('bad-chapters', l10n.t('"{0}" runs backwards. Write {1}-{2}.', part, to, from));
	return span(from, to);
}

function span(from: number, to: number): readonly number[] {
	return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
