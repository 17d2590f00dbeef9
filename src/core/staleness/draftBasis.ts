import type { Continuity } from '../pipeline/stageGraph.js';

/** What a chapter's draft was made from, as hashes: some kilobytes. */
export interface DraftBasis {
	/** SHA-256 of the chapter's file as it was drafted, or as its author accepted it. */
	readonly textHash: string;
	/** Hashes of that text's paragraphs, by which a text that was edited since is known again. */
	readonly paragraphs: readonly string[];
	readonly continuity: Continuity;
	readonly files: FileInputs;
	/** Paths of the bible's entries that the chapter named. */
	readonly named: readonly string[];
	readonly story: StoryBasis;
}

/** Hashes of what came from the author's files, by what it is; see `fileInputs`. */
export type FileInputs = Readonly<Record<string, string>>;

/** What came from the story before the chapter. */
export interface StoryBasis {
	/** Of the page that the chapter goes on from; empty for none. */
	readonly page: string;
	/** Of all that was remembered and noted then. */
	readonly soFar: string;
	/** Of the lines that were offered to the prompts, of which `lines` went in. */
	readonly offered: string;
	/** Each way in which the lines were fitted. */
	readonly fits: readonly { readonly budget: number; readonly factor: number }[];
	readonly lines: readonly StoryLine[];
	/** Hashes of the sentences that went in word for word, by their chapter. */
	readonly passages: Readonly<Record<number, readonly string[]>>;
	/** The prose of each chapter that anything came from, by its number. */
	readonly bodies: Readonly<Record<number, string>>;
}

export interface StoryLine {
	readonly hash: string;
	/** Undefined for a note of the author. */
	readonly chapter: number | undefined;
}

/** The bases of a novel's drafts. */
export interface BasisBook {
	/** In place of the one that is known for the same text of the chapter. */
	record(chapter: number, basis: DraftBasis, at: number): void;
	/** Newest first. */
	of(chapter: number): readonly DraftBasis[];
}
