import * as l10n from '@vscode/l10n';
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
		...(isReordered ? [l10n.t('The files were put into the order of the numbers in their headings.')] : []),
		...renumbered(chapters),
		...frontMatterWords(wordsIn(frontMatter)),
		...backMatterWords(wordsIn(backMatter)),
		...emptyChapters(chapters),
		...hiddenNotes(chapters),
	];
}

function howFound({ chapters, family }: SplitFindings): string {
	const count = chapters.length;
	const first = family?.members[0];
	if (first)
		return count === 1
			? l10n.t('1 chapter found, by headings such as “{0}”.', first.text)
			: l10n.t('{0} chapters found, by headings such as “{1}”.', count, first.text);
	if (count > 1)
		return l10n.t('{0} chapters found: no headings divide the text, but files or their first lines do.', count);
	return l10n.t(
		'No headings of chapters were found, so that the whole text is one chapter. If it has several, head each with a line of its own, such as "Chapter 1", and import it again.',
	);
}

/** A prologue is a chapter too, and parts may count their chapters anew. */
function renumbered(chapters: readonly ManuscriptChapter[]): string[] {
	const other = chapters.find(({ heading = '', number }) => {
		const label = headingLabel(heading);
		return label.kind !== 'part' && label.number !== undefined && label.number !== number;
	});
	if (other === undefined) return [];
	return [l10n.t('Chapters are numbered through: “{0}” is chapter {1}.', other.heading ?? '', other.number)];
}

function wordsIn(text: string): number {
	const words = joinedWords(text);
	return words === '' ? 0 : words.split(' ').length;
}

function frontMatterWords(count: number): string[] {
	return count === 0 ? [] : [l10n.t('Words of front matter before the first chapter: {0}.', count)];
}

function backMatterWords(count: number): string[] {
	return count === 0 ? [] : [l10n.t('Words of back matter after the last chapter: {0}.', count)];
}

function emptyChapters(chapters: readonly ManuscriptChapter[]): string[] {
	const empty = chapters.filter(({ text }) => text === '').map(({ number }) => number);
	return empty.length === 0 ? [] : [l10n.t('No text yet in chapter {0}.', empty.join(', '))];
}

/** Comments are notes of the author everywhere in a novel, and no prompt takes them for prose. */
function hiddenNotes(chapters: readonly ManuscriptChapter[]): string[] {
	const notes = chapters.filter(({ text, before }) => before !== '' || /<!--[^]*?-->/.test(text));
	const numbers = notes.map(({ number }) => number).join(', ');
	if (numbers === '') return [];
	return [l10n.t('Comments and properties stay as notes, outside the prose, in chapter {0}.', numbers)];
}
