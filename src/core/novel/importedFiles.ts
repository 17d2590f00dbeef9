import { chapterBody, chapterFileName, chapterText, countWords } from './chapterFile.js';
import { joinedHash, joinedWords } from './joinedWords.js';
import type { ManuscriptChapter } from './manuscriptParts.js';
import type { PlannedFile } from './markdownFile.js';
import { formatOutline } from './outline.js';
import type { SplitManuscript } from './splitManuscript.js';

export const frontMatterPath = 'front-matter.md';
export const backMatterPath = 'back-matter.md';

export interface ImportedChapter extends PlannedFile {
	readonly number: number;
	readonly title: string;
	/** Of prose. */
	readonly words: number;
}

/** A file for each chapter, with every word that the source has there. */
export function importedChapters({ chapters }: SplitManuscript): ImportedChapter[] {
	return chapters.map((chapter) => {
		const text = fileText(chapter);
		const path = `manuscript/${chapterFileName(chapter.number, chapter.title, chapters.length)}`;
		return { path, text, number: chapter.number, title: chapter.title, words: countWords(chapterBody(text)) };
	});
}

/** What stands around the chapters. It lies outside the bible, since no prompt should take it for knowledge of the story. */
export function importedMatter({ frontMatter, backMatter }: SplitManuscript): PlannedFile[] {
	return [
		{ path: frontMatterPath, text: `${frontMatter}\n` },
		{ path: backMatterPath, text: `${backMatter}\n` },
	].filter(({ text }) => text.trim() !== '');
}

/** An outline with the titles of the chapters; what happens in them is their author's to say. */
export function importedOutline(title: string, { chapters }: SplitManuscript): string {
	const bare = { beats: [], pov: '', location: '', time: '', line: 0 };
	return formatOutline(
		title,
		chapters.map((chapter) => ({ ...bare, number: chapter.number, title: chapter.title })),
	);
}

/** `joinedHash` of all that the files say but headings that the source does not have: that of the source. */
export function importedHash({ frontMatter, backMatter, chapters }: SplitManuscript): string {
	const texts = chapters.map((chapter) => fileText({ ...chapter, title: '' }));
	return joinedHash(joinedWords([frontMatter, ...texts, backMatter].join('\n')));
}

/** The middle of all chapters, rounded to what an author would say, within what `novel.json` allows. */
export function usualLength(words: readonly number[]): number {
	const sorted = words.filter((count) => count > 0).toSorted((a, b) => a - b);
	const rounded = Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) / 50) * 50;
	return Math.min(20_000, Math.max(200, rounded));
}

function fileText({ heading, title, before, text }: ManuscriptChapter): string {
	// One comment cannot stand in another.
	const note = before === '' ? '' : `<!--\n${before.replace(/<!--|-->/g, '')}\n-->\n\n`;
	return `${note}${chapterText({ title: heading ?? title, scenes: [text], rehearsal: false })}`;
}
