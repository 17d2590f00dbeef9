import { chapterLevel, markOf } from './chapterMarks.js';
import type { HeadingFamily } from './headingFamily.js';
import type { HeadingLine } from './headingLines.js';
import type { Mark } from './mark.js';
import type { SourceLine } from './sourceLines.js';

const licence = /^\*{3} ?END OF (?:THE|THIS) PROJECT GUTENBERG/i;

/** Headings above those of the chapters: "PART TWO", or Markdown headings of a higher level. */
export function partMarks(
	headings: readonly HeadingLine[],
	chapters: readonly Mark[],
	family: HeadingFamily | undefined,
): Mark[] {
	const level = chapterLevel(family);
	const free = headings.filter((one) => !chapters.some((mark) => one.line >= mark.line && one.line < mark.end));
	const named = family?.kind === 'part' ? [] : free.filter(({ label }) => label.kind === 'part');
	const upper = free.filter((one) => one.label.kind === 'plain' && one.level > 0 && one.level < level);
	// A single heading above all others is the title of the book.
	const parts = [...lastOfEach(named), ...(upper.length > 1 ? upper : [])];
	return parts
		.filter((part) => chapters.some((chapter) => chapter.line > part.line))
		.map((part) => ({ ...markOf(part), kind: 'part' }));
}

/** What follows the story: afterword, notes, contents at the end, a licence. */
export function endingMarks(
	lines: readonly SourceLine[],
	headings: readonly HeadingLine[],
	chapters: readonly Mark[],
	family: HeadingFamily | undefined,
): Mark[] {
	const level = chapterLevel(family);
	const last = chapters.at(-1)?.end ?? 0;
	const heading = headings.find(
		({ line, label, level: own }) =>
			chapters.length > 0 &&
			line >= last &&
			(label.kind === 'back' || label.kind === 'contents') &&
			(level === 0 || own <= level),
	);
	const end = lines.findIndex((line, index) => index > last && licence.test(line.text));
	const starts = [heading?.line ?? -1, end].filter((line) => line >= 0);
	return starts.slice(0, 1).map(() => {
		const line = Math.min(...starts);
		return { kind: 'back', line, end: line, title: '' };
	});
}

/** Contents name a part before its heading does. */
function lastOfEach(parts: readonly HeadingLine[]): HeadingLine[] {
	return [...new Map(parts.map((part) => [part.text.toLowerCase(), part])).values()];
}
