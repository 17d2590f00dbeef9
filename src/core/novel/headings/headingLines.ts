import { headingLabel, type HeadingLabel } from './headingLabel.js';
import { endsSentence, pageLayout, type PageLayout } from './pageLayout.js';
import { wordsBetween, type SourceLine } from './sourceLines.js';

/** A line that may be a heading: it stands alone, or is marked as one. */
export interface HeadingLine {
	/** Index of its line. */
	readonly line: number;
	/** Index of the line after it; an underline belongs to it. */
	readonly end: number;
	/** Without the marks of a Markdown heading. */
	readonly text: string;
	/** Of a Markdown heading, 1 to 6; 0 for any other line. */
	readonly level: number;
	readonly label: HeadingLabel;
	/** There is more room above it than between paragraphs. */
	readonly isSetApart: boolean;
	/** What stands above ends as a sentence does, or there is nothing above. */
	readonly followsSentence: boolean;
}

/** In the order of the text. */
export function headingLines(lines: readonly SourceLine[]): HeadingLine[] {
	const layout = pageLayout(lines);
	const found: HeadingLine[] = [];
	for (const [index, line] of lines.entries()) {
		if (line.isHidden || line.text.trim() === '') continue;
		const heading = markedHeading(lines, index) ?? plainHeading(lines, index, layout, found.at(-1));
		if (heading) found.push({ ...heading, ...surroundings(lines, index, layout, found.at(-1)) });
	}
	return found;
}

type BareHeading = Omit<HeadingLine, 'isSetApart' | 'followsSentence'>;

function markedHeading(lines: readonly SourceLine[], index: number): BareHeading | undefined {
	const line = lines[index]?.text ?? '';
	const marked = /^ {0,3}(#{1,6})[ \t]+(\S.*?)(?:[ \t]+#+)?[ \t]*$/.exec(line);
	if (marked) return bare(index, index + 1, marked[2] ?? '', marked[1]?.length ?? 1);
	const underline = /^ {0,3}(?:(={3,})|-{3,})[ \t]*$/.exec(lineBelow(lines, index));
	const isUnderlined = underline && lines[index]?.blanksBefore !== 0 && isShort(line) && !endsSentence(line);
	return isUnderlined ? bare(index, index + 2, line.trim(), underline[1] === undefined ? 2 : 1) : undefined;
}

function plainHeading(
	lines: readonly SourceLine[],
	index: number,
	layout: PageLayout,
	previous: HeadingLine | undefined,
): BareHeading | undefined {
	const line = lines[index];
	if (line === undefined || !isShort(line.text)) return undefined;
	const isBelowHeading = previous?.end === index && (previous.level > 0 || previous.label.kind === 'part');
	if (line.blanksBefore === 0 && !isBelowHeading && !layout.linesAreParagraphs) return undefined;
	const heading = bare(index, index + 1, line.text.trim(), 0);
	return layout.linesAreParagraphs || standsFree(lines, heading, layout) ? heading : undefined;
}

/** Below it is an empty line, its title, or at least a line that it did not run into. */
function standsFree(lines: readonly SourceLine[], { line, text, label }: BareHeading, { width }: PageLayout): boolean {
	const next = lineBelow(lines, line);
	if (next.trim() === '') return true;
	const following = headingLabel(next);
	if (label.kind === 'plain' || following.family === label.family) return false;
	if (label.kind === 'chapter' || label.kind === 'part') return text.length < Math.max(40, width * 0.6);
	const more = lines.slice(line + 1, line + 4).findIndex((one) => one.text.trim() === '');
	return more > 0 && wordsBetween(lines, line + 1, line + 1 + more) <= 16 && !endsSentence(next);
}

/** Empty at the end of a file. */
function lineBelow(lines: readonly SourceLine[], index: number): string {
	const below = lines[index + 1];
	return below !== undefined && below.file === lines[index]?.file ? below.text : '';
}

function surroundings(
	lines: readonly SourceLine[],
	index: number,
	{ spacing }: PageLayout,
	previous: HeadingLine | undefined,
): Pick<HeadingLine, 'isSetApart' | 'followsSentence'> {
	let above = index - 1;
	while (above >= 0 && lines[above]?.text.trim() === '') above--;
	const isBelowHeading = previous?.end === above + 1 && (previous.level > 0 || previous.label.kind !== 'plain');
	const isFirst = above < 0 || lines[above]?.file !== lines[index]?.file || isBelowHeading;
	return {
		isSetApart: (lines[index]?.blanksBefore ?? 0) > spacing,
		followsSentence: isFirst || /[.!?…:。！？"'”’»)\]*_—–-]\s*$/.test(lines[above]?.text ?? ''),
	};
}

function bare(line: number, end: number, text: string, level: number): BareHeading {
	return { line, end, text, level, label: headingLabel(text) };
}

function isShort(text: string): boolean {
	const trimmed = text.trim();
	return trimmed.length <= 120 && trimmed.split(/\s+/).length <= 20;
}
