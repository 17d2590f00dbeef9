import type { Novel, Problem } from './novel.js';

export interface NovelReading {
	/** Undefined when `novel.json` cannot be used. */
	readonly novel?: Novel;
	readonly problems: readonly Problem[];
}

/** The author's files around the manuscript. */
export interface NovelStore {
	/** Never throws for what stands in the files. @throws AppError `not-a-novel` or `unreadable` */
	read(): Promise<NovelReading>;
	/** A file of the novel as it is; undefined when there is none. */
	readFile(path: string): Promise<string | undefined>;
	/** Takes away files that the pipeline made and nobody has touched. */
	removeFiles(paths: readonly string[]): Promise<void>;
	/** Writes files that do not exist yet; one that does is the author's and stays. @returns the paths written */
	addFiles(files: readonly { readonly path: string; readonly text: string }[]): Promise<readonly string[]>;
}
