import type { HeadingFamily } from './headingFamily.js';
import type { HeadingLine } from './headingLines.js';
import { isBlank, type SourceFile, type SourceLine } from './sourceLines.js';

/** So many files must begin with a heading of a family for it to head chapters rather than what is inside them. */
const usualShare = 0.7;

/** Whether the headings of a family head chapters in a book of several files. Those that say "chapter" do wherever they stand. */
export function headsFiles(family: HeadingFamily, lines: readonly SourceLine[], files: number): boolean {
	if (family.kind === 'chapter' || family.kind === 'part') return true;
	return family.members.filter((member) => leadsFile(member, lines)).length >= files * usualShare;
}

/** The files by the numbers of their headings, when each begins with one and their names would have them otherwise. */
export function byHeadingNumber(
	files: readonly SourceFile[],
	lines: readonly SourceLine[],
	headings: readonly HeadingLine[],
): readonly SourceFile[] {
	const first = headings.filter((heading) => leadsFile(heading, lines));
	const numbers = first.map(({ label }) => label.number ?? 0);
	const isOneFamily = new Set(first.map(({ label }) => label.family)).size === 1;
	const areUnique = numbers.length === files.length && new Set(numbers).size === files.length && !numbers.includes(0);
	const isAscending = numbers.every((number, index) => number > (numbers[index - 1] ?? 0));
	if (files.length < 2 || !isOneFamily || !areUnique || isAscending) return files;
	return files.toSorted((a, b) => (numbers[files.indexOf(a)] ?? 0) - (numbers[files.indexOf(b)] ?? 0));
}

/** Whether a heading is the first that its file says. */
function leadsFile({ line }: HeadingLine, lines: readonly SourceLine[]): boolean {
	for (let above = line - 1; above >= 0 && lines[above]?.file === lines[line]?.file; above--)
		if (!isBlank(lines[above]) && lines[above]?.isHidden === false) return false;
	return true;
}
