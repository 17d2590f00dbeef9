import { joinedWords } from '../joinedWords.js';
import type { HeadingLine } from './headingLines.js';
import type { BookMarks, Mark } from './mark.js';
import { isBlank, textBetween, wordsBetween, type SourceLine } from './sourceLines.js';

/** Every line of a text stands in exactly one place of these. */
export interface BookSections {
	/** Title page, dedication, contents, preface. */
	readonly frontMatter: string;
	readonly chapters: readonly BookSection[];
	/** Afterword, notes, licence. */
	readonly backMatter: string;
}

export interface BookSection {
	/** All words of the heading, on one line; undefined when there is none in the text. */
	readonly heading: string | undefined;
	/** Without its label; empty when there is none. */
	readonly title: string;
	/** Stood before the heading and belongs to it. */
	readonly before: string;
	readonly text: string;
}

/** A part's page with more words than this is a chapter of its own. */
const longestPage = 80;
/** A part's page with so few words becomes the beginning of the next chapter's heading. */
const shortestPage = 20;

interface Unit {
	readonly mark: Mark;
	/** Index of the first line of the page before it; that of the mark when there is none. */
	readonly start: number;
	/** The page is that of a part, and nothing else. */
	readonly isPart: boolean;
	readonly next: number;
}

export function bookSections(lines: readonly SourceLine[], { headings, marks }: BookMarks): BookSections {
	const back = marks.findIndex((mark, index) => mark.kind === 'back' && marks.slice(index).every(isBack));
	const found = marks.slice(0, back < 0 ? marks.length : back).filter((mark) => !isBack(mark));
	const known = found.length === 0 ? [wholeText(lines, headings)] : found;
	const first = known[0]?.end ?? 0;
	const backLine = marks[back]?.line ?? lines.length;
	// A book of nothing but an afterword is a book.
	const end = found.length === 0 && backLine <= first ? lines.length : backLine;
	return {
		frontMatter: textBetween(lines, 0, known[0]?.line ?? 0),
		chapters: unitsOf(lines, known, end).map((unit) => sectionOf(lines, unit)),
		backMatter: textBetween(lines, end, lines.length),
	};
}

function isBack(mark: Mark): boolean {
	return mark.kind === 'back';
}

/** A text without chapters is one, headed by its title if that is marked as a heading. */
function wholeText(lines: readonly SourceLine[], headings: readonly HeadingLine[]): Mark {
	const line = lines.findIndex((one) => !one.isHidden && !isBlank(one));
	const heading = headings.find((one) => one.line === line && one.level > 0);
	return {
		kind: 'chapter',
		line: Math.max(0, line),
		end: heading?.end ?? Math.max(0, line),
		title: heading?.text ?? '',
	};
}

function unitsOf(lines: readonly SourceLine[], marks: readonly Mark[], end: number): Unit[] {
	const units: Unit[] = [];
	let pages: Mark[] = [];
	for (const [index, mark] of marks.entries()) {
		const next = marks[index + 1];
		if (next && isPageBefore(lines, mark, next)) {
			pages.push(mark);
			continue;
		}
		const start = pages[0]?.line ?? mark.line;
		const isPart = pages.length > 0 && pages.every((page) => page.kind === 'part');
		units.push({ mark, start, isPart, next: next?.line ?? end });
		pages = [];
	}
	return units;
}

function isPageBefore(lines: readonly SourceLine[], mark: Mark, next: Mark): boolean {
	const isPage = mark.kind === 'part' || mark.kind === 'file';
	const isOneFile = lines[mark.line]?.file === lines[next.line]?.file;
	return isPage && next.kind !== 'file' && isOneFile && wordsBetween(lines, mark.line, next.line) <= longestPage;
}

function sectionOf(lines: readonly SourceLine[], { mark, start, isPart, next }: Unit): BookSection {
	const properties = mark.end === mark.line ? hiddenEnd(lines, mark.line, next) : mark.line;
	const isShort = wordsBetween(lines, start, mark.line) <= shortestPage;
	const joins = isPart && isShort && !lines.slice(start, mark.line).some((line) => line.isHidden);
	const heading = joinedWords(textBetween(lines, joins ? start : mark.line, mark.end));
	return {
		heading: heading === '' ? undefined : heading,
		title: mark.title,
		before: textBetween(lines, start, joins ? start : properties),
		text: textBetween(lines, Math.max(mark.end, properties), next),
	};
}

/** Properties at the beginning of a file are none of its prose. */
function hiddenEnd(lines: readonly SourceLine[], from: number, limit: number): number {
	if (lines[from]?.text.trim() !== '---') return from;
	let end = from;
	while (end < limit && lines[end]?.isHidden === true) end++;
	return end;
}
