import { slugOf } from './slug.js';
import { normalNewlines, textPositions, type Position } from './textPosition.js';

export const manuscriptFolder = 'manuscript';

/** Stands between scenes, on a line of its own. */
export const sceneBreak = '* * *';

const rehearsalMark = '<!-- Rehearsal text:';
const rehearsalNotice =
	`${rehearsalMark} written offline by the rehearsal model, to try out the schedule and the price of the book. ` +
	'It will be replaced when the chapter is drafted with a real model. Not a draft. -->';

const htmlComment = /<!--[^]*?-->/g;
const sceneBreakLine = /^[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:~[ \t]*){3,}|#|⁂)[ \t]*$/;

export interface ChapterParts {
	readonly title: string;
	/** Prose, in order. */
	readonly scenes: readonly string[];
	/** The text comes from the rehearsal model, and the file has to say so. */
	readonly rehearsal: boolean;
}

/** `01-the-arrival.md`; wide enough for `chapterCount`, so that files sort by number. */
export function chapterFileName(number: number, title: string, chapterCount: number): string {
	const width = Math.max(2, String(Math.max(number, chapterCount)).length);
	const slug = slugOf(title);
	return `${String(number).padStart(width, '0')}${slug ? `-${slug}` : ''}.md`;
}

/** The chapter that a file of the manuscript holds; undefined for other files. Folders before the name are allowed. */
export function chapterNumberOf(fileName: string): number | undefined {
	const base = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
	const number = Number(/^(\d{1,4})(?:[-_. ].*)?\.md$/i.exec(base)?.[1]);
	return number >= 1 ? number : undefined;
}

/** A whole chapter file. */
export function chapterText({ title, scenes, rehearsal }: ChapterParts): string {
	const prose = scenes.map((scene) => scene.trim()).filter((scene) => scene !== '');
	const heading = `# ${title.replace(/\s+/g, ' ').trim()}`;
	return (
		[...(rehearsal ? [rehearsalNotice] : []), heading, prose.join(`\n\n${sceneBreak}\n\n`)]
			.filter((part) => part !== '')
			.join('\n\n') + '\n'
	);
}

/** Whether the text says of itself that the rehearsal model wrote it. */
export function isRehearsalText(text: string): boolean {
	return text.trimStart().startsWith(rehearsalMark);
}

/** The prose of a chapter file: without its heading and without comments, line feeds only, trimmed. */
export function chapterBody(text: string): string {
	return normalNewlines(text)
		.replace(htmlComment, '')
		.trim()
		.replace(/^#{1,6}[ \t][^\n]*(?:\n|$)/, '')
		.trim();
}

export function isSceneBreak(line: string): boolean {
	return sceneBreakLine.test(line);
}

/** The paragraphs of a chapter's body, scene breaks among them. */
export function paragraphsOf(body: string): string[] {
	return body.split(/\n[ \t]*\n\s*/).filter((paragraph) => paragraph.trim() !== '');
}

/** The last whole paragraphs that make about `words` words; at least one. */
export function lastPage(text: string, words: number): string {
	const paragraphs = paragraphsOf(chapterBody(text));
	let first = paragraphs.length;
	for (let total = 0; first > 0; first--) {
		const more = countWords(paragraphs[first - 1] ?? '');
		if (total > 0 && Math.abs(total + more - words) > Math.abs(total - words)) break;
		total += more;
	}
	const page = paragraphs.slice(first);
	return page.slice(page.findIndex((paragraph) => !isSceneBreak(paragraph))).join('\n\n');
}

// Scripts written without spaces count by character, as their writers and publishers do.
const cjk = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}`;
const letter = String.raw`(?![${cjk}])[\p{L}\p{N}\p{M}]`;
const word = new RegExp(
	String.raw`[${cjk}]|(?:${letter})+(?:(?:['’\-‐‑]|(?<=\p{N})[.,](?=\p{N}))(?:${letter})+)*`,
	'gu',
);

/** Words of prose: headings, comments and scene breaks do not count; "don't" and "well-worn" are one word each. */
export function countWords(text: string): number {
	const prose = text.replace(htmlComment, '').replace(/^#{1,6}[ \t][^\r\n]*/gm, '');
	return prose.match(word)?.length ?? 0;
}

/** Where `after` begins to differ from `before`, as a position in `after`; undefined when they are the same. */
export function firstDifference(before: string, after: string): Position | undefined {
	if (before === after) return undefined;
	let offset = 0;
	while (offset < before.length && before[offset] === after[offset]) offset++;
	return textPositions(after).at(offset);
}
