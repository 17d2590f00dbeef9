import * as l10n from '@vscode/l10n';
import { bookMarks } from './headings/bookMarks.js';
import { bookSections, type BookSection, type BookSections } from './headings/bookSections.js';
import { fileMarks } from './headings/fileMarks.js';
import { byHeadingNumber, headsFiles } from './headings/headedFiles.js';
import { byLine, type BookMarks } from './headings/mark.js';
import { sourceLines, type SourceFile } from './headings/sourceLines.js';
import { joinedHash, joinedWords } from './joinedWords.js';
import { manuscriptWords, type ManuscriptChapter, type ManuscriptParts } from './manuscriptParts.js';
import { mostChapters } from './novelInfoSchema.js';
import { splitNotes } from './splitNotes.js';
import { guessedTitlePage, type TitlePage } from './titlePage.js';

export interface SplitManuscript extends ManuscriptParts, TitlePage {
	readonly report: SplitReport;
}

export interface SplitReport {
	/** Words of the source, as `joinedWords` counts them. */
	readonly words: number;
	/** `joinedHash` of these words: that of the parts joined, too. */
	readonly hash: string;
	/** One sentence each: how the chapters were found, and what an author should look at. */
	readonly notes: readonly string[];
}

export type ManuscriptSplit =
	| { readonly kind: 'split'; readonly manuscript: SplitManuscript }
	/** `reason` is a sentence that says what to do. */
	| { readonly kind: 'refused'; readonly code: 'no-words' | 'too-many-chapters'; readonly reason: string };

/**
 * Divides a book that exists into its chapters, by the headings it has. No word is lost or changed: the parts joined have the
 * words of the source.
 * @param files the book in one file, or in several of one or more chapters each, in their order
 */
export function splitManuscript(files: readonly SourceFile[]): ManuscriptSplit {
	const { ordered, book, sections } = divided(files);
	const words = joinedWords(ordered.map((file) => file.text).join('\n'));
	if (words === '') return { kind: 'refused', code: 'no-words', reason: noWords() };
	if (sections.chapters.length > mostChapters) return tooManyChapters(sections.chapters.length);
	const parts: ManuscriptParts = { ...sections, chapters: sections.chapters.map(chapterOf) };
	if (manuscriptWords(parts) !== words) throw new Error('Words were lost or changed while a manuscript was divided.');
	const notes = splitNotes({ ...parts, family: book.family, isReordered: ordered !== files });
	const report = { words: words.split(' ').length, hash: joinedHash(words), notes };
	return { kind: 'split', manuscript: { ...titlePageOf(parts, book), ...parts, report } };
}

/** A text that has but one heading is called by it. */
function titlePageOf({ frontMatter, chapters }: ManuscriptParts, { family }: BookMarks): TitlePage {
	const only = chapters.length === 1 && family === undefined ? chapters[0] : undefined;
	return { ...(only?.heading === undefined ? {} : { title: only.title }), ...guessedTitlePage(frontMatter) };
}

interface Divided {
	readonly ordered: readonly SourceFile[];
	readonly book: BookMarks;
	readonly sections: BookSections;
}

function divided(files: readonly SourceFile[]): Divided {
	const lines = sourceLines(files);
	const book = bookMarks(lines, (family) => files.length < 2 || headsFiles(family, lines, files.length));
	const ordered = byHeadingNumber(files, lines, book.headings);
	if (ordered !== files) return divided(ordered);
	const marks = [...book.marks, ...fileMarks(files, lines, book)].toSorted(byLine);
	return { ordered, book, sections: bookSections(lines, { ...book, marks }) };
}

function chapterOf({ heading, title, before, text }: BookSection, index: number): ManuscriptChapter {
	const number = index + 1;
	const own = plainTitle(title) || plainTitle(heading ?? '');
	return { number, title: own || `Chapter ${number}`, heading, before, text };
}

/** Without marks of emphasis around it. */
function plainTitle(text: string): string {
	return text.replace(/^[\s*_~=–—-]+|[\s*_~=–—-]+$/g, '').replace(/\s+/g, ' ');
}

function noWords(): string {
	return l10n.t('There is nothing to import: the text has no words. Choose the file or folder that holds the book.');
}

function tooManyChapters(count: number): ManuscriptSplit {
	const reason = l10n.t(
		'{0} chapters were found, and a novel has at most {1}. Import one volume at a time.',
		count,
		mostChapters,
	);
	return { kind: 'refused', code: 'too-many-chapters', reason };
}
