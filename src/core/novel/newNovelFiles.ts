import { AppError } from '../../base/errors.js';
import type { PlannedFile } from './markdownFile.js';
import type { NovelInfo } from './novel.js';
import { formatNovelInfo } from './novelInfo.js';
import { novelInfoSchema } from './novelInfoSchema.js';

/** What a person says of a novel that is to be. */
export interface NewNovel {
	readonly title: string;
	readonly author?: string;
	/** What it is about, in a few sentences. */
	readonly premise: string;
	readonly genre: string;
	readonly chapters: number;
	readonly wordsPerChapter: number;
	/** BCP 47 tag. */
	readonly language?: string;
	readonly pointOfView?: string;
	readonly tense?: string;
}

/**
 * The files of a new novel, `novel.json` first: of two that make a novel of one folder, only one gets past it.
 * @throws AppError `invalid-novel` when a value is not allowed
 */
export function newNovelFiles(novel: NewNovel, id: string): { info: NovelInfo; files: PlannedFile[] } {
	const { premise, ...properties } = novel;
	const read = novelInfoSchema.safeParse({ ...properties, id });
	if (!read.success) throw new AppError('invalid-novel', read.error.issues.map((issue) => issue.message).join(' '));
	const { $schema: _schema, ...info } = read.data;
	const files = [
		{ path: 'novel.json', text: formatNovelInfo(info) },
		{ path: '.prometheus/.gitignore', text: '*\n' },
		{ path: 'bible/premise.md', text: `# Premise\n\n${premise.trim() || emptyPremise}\n` },
		{ path: 'bible/style.md', text: styleText(info) },
	];
	return { info, files };
}

const emptyPremise =
	'<!-- Write here, in a few sentences, who the book is about, what they want, what stands against it, and what it would cost them to have it. -->';

function styleText({ pointOfView, tense }: NovelInfo): string {
	return `# Style

The book is told in ${pointOfView}, in the ${tenseName(tense)}. Within a scene the point of view does not change.

Everything below goes into each request for prose. Keep what is yours, change what is not, and add a paragraph of your own that sounds as the book should.

- Ordinary words and concrete nouns. One exact detail rather than three approximate ones.
- Sentences and paragraphs of uneven length, as the moment asks.
- People talk past each other, break off, and leave the important thing unsaid. Speech is tagged with "said", or not at all.
- Feelings show in what somebody does, notices or avoids. The narration does not explain them afterwards.
- Comparisons come from the life and work of the person whose scene it is.
- A scene begins in the middle of something and ends on an image, an act or a line, not on a lesson.
`;
}

/** "past" and "past tense" are both what people write. */
function tenseName(tense: string): string {
	return /\btense\b/i.test(tense) ? tense : `${tense} tense`;
}
