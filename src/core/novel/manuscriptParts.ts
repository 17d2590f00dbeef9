import { joinedWords } from './joinedWords.js';

export interface ManuscriptChapter {
	/** Its place in the book, from 1, whatever its heading counts. */
	readonly number: number;
	/** Its own title, or its whole heading when it has none. */
	readonly title: string;
	/** All words of its heading, on one line; undefined when the source has none. */
	readonly heading: string | undefined;
	/** What stands before the heading and belongs to it: the page of a part, the properties of a file. */
	readonly before: string;
	/** Line feeds only; otherwise as in the source. */
	readonly text: string;
}

/** A book that exists, divided; in this order the parts are the whole of it. */
export interface ManuscriptParts {
	/** What stands before the first chapter. */
	readonly frontMatter: string;
	readonly chapters: readonly ManuscriptChapter[];
	/** What stands after the last. */
	readonly backMatter: string;
}

/** The words of all parts in their order, as `joinedWords` has them. */
export function manuscriptWords({ frontMatter, chapters, backMatter }: ManuscriptParts): string {
	const parts = chapters.flatMap(({ before, heading, text }) => [before, `# ${heading ?? ''}`, text]);
	return joinedWords([frontMatter, ...parts, backMatter].join('\n'));
}
