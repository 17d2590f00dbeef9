import { chapterTitles } from './chapterTitles.js';
import type { HeadingFamily } from './headingFamily.js';
import type { HeadingLine } from './headingLines.js';
import { byLine, type Mark } from './mark.js';
import { wordsBetween, type SourceLine } from './sourceLines.js';

export interface KnownHeadings {
	readonly lines: readonly SourceLine[];
	readonly headings: readonly HeadingLine[];
	readonly families: readonly HeadingFamily[];
	/** The one that heads the chapters. */
	readonly family: HeadingFamily | undefined;
}

/** Fewer words make no chapter of what stands before the first. */
const leastOpening = 60;
/** Of headings that say the same, one with so few words below it announces the other. */
const hardlyAnyText = 20;

/** Chapters by the headings of their family, and what is told beside them: prologue, letters before the first, interludes. */
export function chapterMarks(known: KnownHeadings): Mark[] {
	const numbered = known.family ? marksOf(known, known.family) : [];
	const openings = openingFamilies(known).flatMap((family) => marksOf(known, family));
	const found = [...numbered, ...openings];
	const others = [...siblings(known), ...stories(known)].filter(
		(heading) => !found.some((mark) => heading.line >= mark.line && heading.line < mark.end),
	);
	return [...found, ...uniqueByLine(others).map(markOf)].toSorted(byLine);
}

/** The level of the Markdown headings that head chapters; 0 when they are no Markdown headings. */
export function chapterLevel(family: HeadingFamily | undefined): number {
	const levels = family?.members.map((member) => member.level) ?? [];
	const level = levels[Math.floor(levels.length / 2)] ?? 0;
	return levels.filter((one) => one === level).length >= levels.length * 0.7 ? level : 0;
}

export function markOf({ line, end, label }: HeadingLine): Mark {
	return { kind: 'chapter', line, end, title: label.title };
}

function marksOf({ lines, headings }: KnownHeadings, { members }: HeadingFamily): Mark[] {
	const titles = chapterTitles(lines, headings, members);
	return members.map(({ line, end, label }, index) => ({
		kind: 'chapter',
		line,
		end: titles[index]?.end ?? end,
		title: titles[index]?.title ?? label.title,
	}));
}

/** Another sequence that ends before the first chapter, such as the letters that open a novel. */
function openingFamilies({ lines, families, family }: KnownHeadings): HeadingFamily[] {
	const first = family?.members[0]?.line ?? 0;
	return families.filter(({ kind, members }) => {
		const last = members.at(-1);
		if (members.length < 2 || last === undefined || last.line >= first) return false;
		const words = [...members.slice(0, -1).map((one) => one.bodyWords), wordsBetween(lines, last.end, first)];
		return (kind === 'counted' || kind === 'number') && words.every((count) => count >= leastOpening);
	});
}

/** Headings of the chapters' own level that are not counted: "## Interlude" between "## 3" and "## 4". */
function siblings({ lines, headings, family }: KnownHeadings): HeadingLine[] {
	const level = chapterLevel(family);
	const first = family?.members[0]?.line ?? 0;
	const uncounted: ReadonlySet<string> = new Set(['front', 'contents', 'back', 'part', 'section']);
	return headings.filter((heading) => {
		if (level === 0 || heading.level !== level || uncounted.has(heading.label.kind)) return false;
		const next = headings.find((one) => one.line > heading.line && one.level > 0 && one.level <= level);
		return heading.line > first || wordsBetween(lines, heading.end, next?.line ?? lines.length) >= leastOpening;
	});
}

/** Prologues and the like, but not those that the contents name. */
function stories({ lines, headings, family }: KnownHeadings): HeadingLine[] {
	const level = chapterLevel(family);
	const named = headings.filter(({ label, level: own }) => label.kind === 'story' && (level === 0 || own <= level));
	const starts = [...(family?.members ?? []), ...named].map((heading) => heading.line).sort((a, b) => a - b);
	const measured = named.map((heading) => {
		const next = starts.find((line) => line > heading.line) ?? lines.length;
		return { heading, key: heading.text.toLowerCase(), words: wordsBetween(lines, heading.end, next) };
	});
	return measured
		.filter(
			(one) => one.words > hardlyAnyText || measured.every(({ key, words }) => key !== one.key || words <= one.words),
		)
		.map(({ heading }) => heading);
}

function uniqueByLine(headings: readonly HeadingLine[]): HeadingLine[] {
	return [...new Map(headings.map((heading) => [heading.line, heading])).values()];
}
