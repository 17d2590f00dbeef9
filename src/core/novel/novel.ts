/** What `novel.json` says. */
export interface NovelInfo {
	/** ULID. */
	readonly id: string;
	readonly title: string;
	readonly author: string;
	/** BCP 47 tag, such as `en` or `de`. */
	readonly language: string;
	readonly genre: string;
	readonly pointOfView: string;
	readonly tense: string;
	readonly chapters: number;
	readonly wordsPerChapter: number;
}

/** One Markdown file of the bible. */
export interface BibleEntry {
	/** The first heading, or the file's name. */
	readonly name: string;
	/** Relative to the novel's folder, with forward slashes. */
	readonly path: string;
	readonly text: string;
}

/** The author's knowledge of the book; an empty string or list where a file is missing. */
export interface Bible {
	readonly premise: string;
	readonly style: string;
	readonly concept: string;
	readonly beatSheet: string;
	readonly motifs: string;
	readonly characters: readonly BibleEntry[];
	readonly world: readonly BibleEntry[];
}

export interface OutlineChapter {
	readonly number: number;
	readonly title: string;
	readonly beats: readonly string[];
	readonly pov: string;
	readonly location: string;
	readonly time: string;
	/** Zero-based line of the heading in `outline.md`. */
	readonly line: number;
}

export interface Novel {
	readonly info: NovelInfo;
	readonly bible: Bible;
	readonly outline: readonly OutlineChapter[];
	/** Prompt templates of the author's own, by name (`scene_drafting`, or a partial such as `book`). */
	readonly templates: ReadonlyMap<string, string>;
}

export type ProblemSeverity = 'error' | 'warning' | 'information';

/** Something wrong in a file, for the Problems list. Lines and columns are zero-based. */
export interface Problem {
	/** Relative to the novel's folder. */
	readonly path: string;
	readonly line: number;
	readonly column: number;
	readonly endLine: number;
	readonly endColumn: number;
	readonly severity: ProblemSeverity;
	/** What is wrong and what to do. */
	readonly message: string;
	readonly code: string;
	/** The other passage of a contradiction. */
	readonly related?: { readonly path: string; readonly line: number; readonly message: string };
}
