import type { HeadingFamily } from './headings/headingFamily.js';
import { headingLabel } from './headings/headingLabel.js';
import { joinedWords } from './joinedWords.js';
import type { ManuscriptChapter, ManuscriptParts } from './manuscriptParts.js';

export interface SplitFindings extends ManuscriptParts {
	readonly family: HeadingFamily | undefined;
	/** The files were put into the order of their headings. */
	readonly isReordered: boolean;
}

/** How a book was divided, and what its author should look at; one sentence each. */
export function splitNotes(findings: SplitFindings): string[] {
	const { chapters, frontMatter, backMatter, isReordered } = findings;
	return [
		howFound(findings),
		...(isReordered ? ['The files were put into the order of the numbers in their headings.'] : []),
		...renumbered(chapters),
		...apart(frontMatter, 'front matter before the first chapter'),
		...apart(backMatter, 'back matter after the last chapter'),
		...emptyChapters(chapters),
		...hiddenNotes(chapters),
	];
}

function howFound({ chapters, family }: SplitFindings): string {
	const count = chapters.length === 1 ? '1 chapter' : `${chapters.length} chapters`;
	const first = family?.members[0];
	if (first) return `${count} found, by headings such as “${first.text}”.`;
	if (chapters.length > 1) return `${count} found: no headings divide the text, but files or their first lines do.`;
	const advice = 'If it has several, head each with a line of its own, such as "Chapter 1", and import it again.';
	return `No headings of chapters were found, so that the whole text is one chapter. ${advice}`;
}

/** A prologue is a chapter too, and parts may count their chapters anew. */
function renumbered(chapters: readonly ManuscriptChapter[]): string[] {
	const other = chapters.find(({ heading = '', number }) => {
		const label = headingLabel(heading);
		return label.kind !== 'part' && label.number !== undefined && label.number !== number;
	});
	return other ? [`Chapters are numbered through: “${other.heading}” is chapter ${other.number}.`] : [];
}

function apart(text: string, what: string): string[] {
	const words = joinedWords(text);
	return words === '' ? [] : [`Words of ${what}: ${words.split(' ').length}.`];
}

function emptyChapters(chapters: readonly ManuscriptChapter[]): string[] {
	const empty = chapters.filter(({ text }) => text === '').map(({ number }) => number);
	return empty.length === 0 ? [] : [`No text yet in chapter ${empty.join(', ')}.`];
}

/** Comments are notes of the author everywhere in a novel, and no prompt takes them for prose. */
function hiddenNotes(chapters: readonly ManuscriptChapter[]): string[] {
	const notes = chapters.filter(({ text, before }) => before !== '' || /<!--[^]*?-->/.test(text));
	const numbers = notes.map(({ number }) => number).join(', ');
	return numbers === '' ? [] : [`Comments and properties stay as notes, outside the prose, in chapter ${numbers}.`];
}
