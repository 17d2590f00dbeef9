/** Where chapters stand: a folder, or an editor in front of it. Paths are relative to the novel's folder. */
export interface Manuscript {
	/** Set where `finish` replaces a whole file, so that one which was changed meanwhile must be left alone. */
	readonly replacesFiles?: true;
	/** Paths of the files in `manuscript/`. */
	list(): Promise<readonly string[]>;
	/** The text as the author sees it now, unsaved edits included; undefined when there is no such file. */
	read(path: string): Promise<string | undefined>;
	/** Shows a growing draft. `text` is the whole draft so far; a view may show it late, but never loses its end. */
	show(draft: DraftView): void;
	/**
	 * Puts a finished text in place and on disk, and resolves with the text that stands there then: what the author
	 * typed into the draft meanwhile stays.
	 */
	finish(draft: DraftView): Promise<string>;
	/** Leaves drafts that will not be finished now as far as they came. */
	rest(): Promise<void>;
	/** Puts a version beside the author's own, for comparing; never touches the author's file. */
	offerCandidate(candidate: Candidate): Promise<void>;
}

export interface DraftView {
	readonly chapter: number;
	readonly path: string;
	readonly text: string;
	/** Rises by one with each scene, so that a view can undo scene by scene. */
	readonly scene: number;
}

export interface Candidate {
	readonly chapter: number;
	/** The author's file. */
	readonly path: string;
	readonly candidatePath: string;
	readonly text: string;
	/** Why there is a candidate, in words for the author. */
	readonly reason: string;
}

/** `.prometheus/candidates/03.md` for chapter 3. */
export function candidatePath(chapter: number): string {
	return `.prometheus/candidates/${String(chapter).padStart(2, '0')}.md`;
}
