import { chapterMarks } from './chapterMarks.js';
import { chosenFamily } from './chosenFamily.js';
import { familyOf, headingFamilies, type HeadingFamily } from './headingFamily.js';
import { headingLines, type HeadingLine } from './headingLines.js';
import { listedTitles } from './listedTitles.js';
import { byLine, type BookMarks, type Mark } from './mark.js';
import { endingMarks, partMarks } from './partMarks.js';
import { wordsBetween, type SourceLine } from './sourceLines.js';

/** @param accepts whether a family may head the chapters */
export function bookMarks(lines: readonly SourceLine[], accepts: (family: HeadingFamily) => boolean): BookMarks {
	const headings = headingLines(lines);
	const listed = listedTitles(lines, headings).map((heading) => ({
		...heading,
		number: undefined,
		part: '',
		partsBefore: 0,
	}));
	const families = [...headingFamilies(lines, headings), familyOf(lines, 'listed', listed)];
	const chosen = chosenFamily(lines, families);
	const family = chosen && accepts(chosen) ? chosen : undefined;
	const chapters = chapterMarks({ lines, headings, families, family });
	const parts = partMarks(headings, chapters, family);
	const ending = endingMarks(lines, headings, chapters, family);
	const opening = isOpening(lines, headings, chapters, family) ? [unheaded] : [];
	return { marks: [...opening, ...chapters, ...parts, ...ending].toSorted(byLine), family, headings };
}

const unheaded: Mark = { kind: 'chapter', line: 0, end: 0, title: '' };
const leastOpening = 60;
const longOpening = 1_000;

/** Whether what stands before the first heading is a chapter: the first heading counts 2, or most of the book is there. */
function isOpening(
	lines: readonly SourceLine[],
	headings: readonly HeadingLine[],
	chapters: readonly Mark[],
	family: HeadingFamily | undefined,
): boolean {
	const first = chapters[0]?.line ?? 0;
	const words = wordsBetween(lines, 0, first);
	const isSecond = family?.members[0]?.line === first && family.members[0].number === 2;
	if (isSecond) return words >= leastOpening;
	const isNamed = headings.some(
		({ line, label }) => line < first && (label.kind === 'front' || label.kind === 'contents'),
	);
	return !isNamed && words >= longOpening && words > wordsBetween(lines, first, lines.length);
}
