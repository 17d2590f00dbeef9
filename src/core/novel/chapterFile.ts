import { slugOf } from './slug.js';
import { normalNewlines } from './textPosition.js';

/** Stands between scenes, on a line of its own. */
export const sceneBreak = '* * *';

const rehearsalMark = '<!-- Rehearsal text:';
const rehearsalNotice =
	`${rehearsalMark} written offline by the rehearsal model, to try out the schedule and the price of the book. ` +
	'It is replaced when the chapter is drafted with a real model, unless you have edited it. Not a draft. -->';

export const htmlComment = /<!--[^]*?-->/g;
const sceneBreakLine = /^[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:~[ \t]*){3,}|#|⁂)[ \t]*$/;

export interface ChapterParts {
	readonly title: string;
	/** Prose, in order. */
	readonly scenes: readonly string[];
	/** The text comes from the rehearsal model, and the file has to say so. */
	readonly rehearsal: boolean;
	/** Comments to keep, as they stand in the text. */
	readonly notes?: readonly string[];
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
export function chapterText({ title, scenes, rehearsal, notes = [] }: ChapterParts): string {
	const prose = scenes.map((scene) => scene.trim()).filter((scene) => scene !== '');
	const heading = `# ${title.replace(/\s+/g, ' ').trim()}`;
	return (
		[...(rehearsal ? [rehearsalNotice] : []), heading, ...notes, prose.join(`\n\n${sceneBreak}\n\n`)]
			.filter((part) => part !== '')
			.join('\n\n') + '\n'
	);
}

/** What an author noted in comments of a chapter: no part of its prose, and not to be lost when it is drafted. */
export function authorNotes(text: string): readonly string[] {
	return (normalNewlines(text).match(htmlComment) ?? []).filter((comment) => !comment.startsWith(rehearsalMark));
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

/** Words of a chapter that the next one goes on from. */
const closingPageWords = 250;

/** The page that the next chapter goes on from. */
export function closingPage(text: string): string {
	return lastPage(text, closingPageWords);
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
