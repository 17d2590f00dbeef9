import type { FamilyMember } from './headingFamily.js';
import type { HeadingLine } from './headingLines.js';
import { isTitle } from './isTitle.js';
import { isBlank, textBetween, wordsBetween, type SourceLine } from './sourceLines.js';

export interface TitledHeading {
	/** Empty when the chapter has none. */
	readonly title: string;
	/** Index of the line after the heading and its title. */
	readonly end: number;
}

/** So many headings must have a title below them before a short first paragraph is taken for one. */
const usualShare = 0.6;
const mostLines = 3;
/** Older books tell in their titles what happens. */
const mostWords = 30;
/** A title stands no further below its heading. */
const mostBlanks = 4;

/**
 * The titles that stand below headings such as "Chapter 3". Whether a short first paragraph is a title is not seen in one
 * chapter: most chapters of a book have one, or none has.
 */
export function chapterTitles(
	lines: readonly SourceLine[],
	headings: readonly HeadingLine[],
	members: readonly FamilyMember[],
): TitledHeading[] {
	const byLine = new Map(headings.map((heading) => [heading.line, heading]));
	const bare = members.filter((member) => isBare(member)).length;
	const below = members.map((member, index) => {
		const limit = members[index + 1]?.line ?? lines.length;
		return isBare(member) ? titleBelow(lines, byLine, member, limit) : undefined;
	});
	// What has no text below it may be the text itself.
	const titled = below.filter((title, index) => {
		const limit = members[index + 1]?.line ?? lines.length;
		return title !== undefined && wordsBetween(lines, title.end, limit) > 0;
	});
	const isUsual = titled.length > 0 && titled.length >= bare * usualShare;
	return members.map(({ label, end }, index) => (isUsual ? below[index] : undefined) ?? { title: label.title, end });
}

function isBare({ label }: FamilyMember): boolean {
	return label.title === '' && label.kind !== 'plain';
}

function titleBelow(
	lines: readonly SourceLine[],
	headings: ReadonlyMap<number, HeadingLine>,
	{ end: from, level }: FamilyMember,
	next: number,
): TitledHeading | undefined {
	const limit = endOfFile(lines, from, next);
	let start = from;
	while (start < limit && start <= from + mostBlanks && isBlank(lines[start])) start++;
	const heading = start < limit ? headings.get(start) : undefined;
	if (heading) return titleOf(heading, level, headings, limit);
	let end = start;
	while (end < limit && end <= start + mostLines && !isBlank(lines[end]) && lines[end]?.isHidden === false) end++;
	const isClosed = end > start && end <= start + mostLines;
	const title = textBetween(lines, start, end).replace(/\s+/g, ' ');
	return isClosed && isTitle(title, mostWords) ? { title, end } : undefined;
}

function endOfFile(lines: readonly SourceLine[], from: number, next: number): number {
	let end = from;
	while (end < next && lines[end]?.file === lines[from - 1]?.file) end++;
	return end;
}

/** A heading of a lower level is the chapter's title when there is but one, and that of a scene otherwise. */
function titleOf(
	{ line, end, level, label, text }: HeadingLine,
	above: number,
	headings: ReadonlyMap<number, HeadingLine>,
	limit: number,
): TitledHeading | undefined {
	if (label.kind !== 'plain' && label.kind !== 'counted') return undefined;
	if (level === 0) return isTitle(text, mostWords) ? { title: text, end } : undefined;
	const others = [...headings.values()].filter((one) => one.level === level && one.line > line && one.line < limit);
	return level > above && others.length === 0 ? { title: text, end } : undefined;
}
