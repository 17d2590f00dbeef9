import { pageBreak, type SourceLine } from './sourceLines.js';

/** How a text is set, as far as telling headings from prose needs it. */
export interface PageLayout {
	/** Each line is a paragraph, so that one between two others stands alone without empty lines. */
	readonly linesAreParagraphs: boolean;
	/** The usual number of empty lines between paragraphs. */
	readonly spacing: number;
	/** About how long a full line is, in characters. */
	readonly width: number;
}

const sentenceEnd = /[.!?…:;。！？]["'”’»)\]*_]*\s*$|["”’»]\s*$/;

export function pageLayout(lines: readonly SourceLine[]): PageLayout {
	const written = lines.filter((line) => line.text.trim() !== '');
	const prose = written.filter((line) => line.words >= 3 || line.text.length > 30);
	const ended = prose.filter((line) => endsSentence(line.text)).length;
	const lengths = written.map((line) => line.text.trim().length).toSorted((a, b) => a - b);
	return {
		linesAreParagraphs: ended >= prose.length * 0.75,
		spacing: usualSpacing(written),
		width: lengths[Math.floor(lengths.length * 0.9)] ?? 0,
	};
}

export function endsSentence(line: string): boolean {
	return sentenceEnd.test(line);
}

function usualSpacing(written: readonly SourceLine[]): number {
	const counts = new Map<number, number>();
	for (const { blanksBefore } of written)
		if (blanksBefore < pageBreak) counts.set(blanksBefore, (counts.get(blanksBefore) ?? 0) + 1);
	const paragraphs = [...counts].filter(([blanks]) => blanks > 0);
	const most = paragraphs.toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0];
	// A few empty lines around headings are not what separates the paragraphs of a text that has each on its own line.
	return most === undefined || most[1] * 4 < (counts.get(0) ?? 0) ? 0 : most[0];
}
