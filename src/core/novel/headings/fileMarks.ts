import { fileName } from './fileName.js';
import { isTitle } from './isTitle.js';
import type { BookMarks, Mark } from './mark.js';
import { isBlank, type SourceFile, type SourceLine } from './sourceLines.js';

interface FileStart {
	readonly index: number;
	readonly file: SourceFile;
	/** Index of its first line that says something. */
	readonly text: number;
	/** The same, after the properties of a Markdown text. */
	readonly shown: number;
	/** Index of the line after its last. */
	readonly end: number;
	/** The first chapter or part in it that a heading begins. */
	readonly mark: Mark | undefined;
}

/** So many files must be known for chapters before another one is taken for something else. */
const usualShare = 0.66;

/**
 * Marks for files that do not begin with the heading of a chapter. Such a file is a chapter too, unless most of the others
 * are numbered or headed, and it stands before or after them.
 */
export function fileMarks(files: readonly SourceFile[], lines: readonly SourceLine[], book: BookMarks): Mark[] {
	if (files.length < 2) return [];
	const starts = fileStarts(files, lines, book.marks);
	const known = starts.filter(({ mark, file }) => mark !== undefined || isKnown(file.path)).map(({ index }) => index);
	const isUsual = known.length >= files.length * usualShare;
	const [first, last] = isUsual ? [known[0] ?? 0, known.at(-1) ?? 0] : [0, files.length - 1];
	return starts.flatMap((start): Mark[] => {
		const named = fileName(start.file.path).named;
		if (start.mark?.line === start.text || isBlank(lines[start.text])) return [];
		if (start.mark === undefined && (start.index > last || named === 'back')) return [backMark(start)];
		// Before the first chapter, whatever has no heading of its own belongs to the front matter.
		const isOpening = start.index === 0 && lines[start.text]?.isHidden === false;
		const isFront = start.mark === undefined ? named === 'front' || named === 'contents' : isOpening;
		return start.index < first || (isFront && start.index <= first) ? [] : fileMark(start, book);
	});
}

function fileStarts(files: readonly SourceFile[], lines: readonly SourceLine[], marks: readonly Mark[]): FileStart[] {
	const bounds = files.map((_, index) => lines.findIndex((line) => line.file === index));
	return files.map((file, index) => {
		const line = bounds[index] ?? 0;
		const end = bounds[index + 1] ?? lines.length;
		let text = line;
		while (text < end - 1 && isBlank(lines[text])) text++;
		let shown = text;
		while (shown < end - 1 && (isBlank(lines[shown]) || lines[shown]?.isHidden === true)) shown++;
		const mark = marks.find((one) => one.kind !== 'back' && one.line >= line && one.line < end);
		return { index, file, text, shown, end, mark };
	});
}

function isKnown(path: string): boolean {
	const { number, named } = fileName(path);
	return number !== undefined || named === 'story';
}

function backMark({ text }: FileStart): Mark {
	return { kind: 'back', line: text, end: text, title: '' };
}

/** Headed by its title if it has one, or else called what the file is called. */
function fileMark({ file, text, shown, end, mark }: FileStart, { headings }: BookMarks): Mark[] {
	const start: Mark = { kind: 'file', line: text, end: text, title: fileName(file.path).title };
	const heading = headings.find((one) => one.line === shown);
	// Of several headings of one level, the first is that of a scene.
	const others = headings.filter((one) => one.line > shown && one.line < end && one.level === heading?.level);
	const isTitled = heading && (heading.level > 0 ? others.length === 0 : isTitle(heading.text));
	if (!isTitled || mark !== undefined) return [start];
	const headed: Mark = { kind: 'chapter', line: shown, end: heading.end, title: heading.label.title };
	return text === shown ? [headed] : [start, headed];
}
