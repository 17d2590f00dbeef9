import type { HeadingLine } from './headingLines.js';
import type { SourceLine } from './sourceLines.js';

/** Nobody writes longer contents. */
const mostEntries = 450;
const longestEntry = 15;
/** Contents may word a heading otherwise, and what stands below them may belong to something else. */
const foundShare = 0.6;

/** Headings that the table of contents announces: how chapters that have nothing but a title are known. */
export function listedTitles(lines: readonly SourceLine[], headings: readonly HeadingLine[]): HeadingLine[] {
	const contents = headings.find((heading) => heading.label.kind === 'contents');
	if (contents === undefined) return [];
	const { titles, end } = entriesFrom(lines, contents.end);
	const found = new Map<string, HeadingLine>();
	for (const heading of headings) {
		const title = plainTitle(heading.text);
		if (heading.line >= end && titles.has(title) && !found.has(title)) found.set(title, heading);
	}
	return found.size >= 3 && found.size >= titles.size * foundShare ? [...found.values()] : [];
}

/** Titles up to the first that comes again, since that one is a heading, or up to a line of prose. */
function entriesFrom(lines: readonly SourceLine[], start: number): { titles: ReadonlySet<string>; end: number } {
	const titles = new Set<string>();
	let end = start;
	for (; end < lines.length && titles.size < mostEntries; end++) {
		const line = lines[end];
		const title = plainTitle(line?.text ?? '');
		if (titles.has(title) || (line?.words ?? 0) > longestEntry) break;
		if (title !== '') titles.add(title);
	}
	return { titles, end };
}

/** Without list marks, links, numbers before it, and the page after it. */
function plainTitle(text: string): string {
	return text
		.toLowerCase()
		.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
		.replace(/^[\s\-*+•]*(?:(?:\d{1,3}|[ivxl]+)[.):]\s+)?/, '')
		.replace(/(?:[\s.·…_]*[.·…\s]\s*\d{1,4})?[\s.*_]*$/, '');
}
