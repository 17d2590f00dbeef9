import type { RunId } from '../../base/ids.js';

/** What a finished node yielded. */
export interface StageResult {
	/** JSON for structured stages, prose for the others. */
	readonly output: string;
	/** The model that wrote it, or `none` for stages that compute. */
	readonly model: string;
	/** Milliseconds since the Unix epoch. */
	readonly recordedAt: number;
}

/** The text of a chapter as it was last put in place by the pipeline. */
export interface ChapterRecord {
	readonly chapter: number;
	/** Relative to the novel's folder. */
	readonly path: string;
	/** Of the whole file. A file with another hash was edited by a person. */
	readonly textHash: string;
	readonly model: string;
	readonly recordedAt: number;
}

export interface RunStart {
	readonly id: RunId;
	/** What was asked for, as JSON. */
	readonly description: string;
	readonly owner: string;
	/** Milliseconds since the Unix epoch. */
	readonly startedAt: number;
}

/**
 * What was finished and what was received, durable when a call returns.
 * Nothing recorded is ever dropped; a later result of the same node stands beside the earlier one.
 */
export interface Journal {
	result(node: string, fingerprint: string): StageResult | undefined;
	/** The newest result of a node, whatever its inputs were. */
	latestResult(node: string): StageResult | undefined;
	record(node: string, fingerprint: string, result: StageResult): void;
	/** Text received for a node that may not be finished yet. */
	streamed(node: string, fingerprint: string): string;
	/** Every text ever received for nodes whose id starts with `prefix`, versions before a rewind included. */
	streamedVersions(prefix: string): readonly string[];
	/** `text` stands at `offset` (UTF-16 units) of the node's text; what was there before stays in the journal as history. */
	appendStream(node: string, fingerprint: string, offset: number, text: string): void;
	chapter(chapter: number): ChapterRecord | undefined;
	recordChapter(record: ChapterRecord): void;
	/**
	 * Notes that a run begins, unless another one is going on: two windows must not draft the same chapter.
	 * @param isAlive whether the process of an unended run still lives; the runs of dead ones are ended here
	 * @returns false when another run is going on, and nothing was noted
	 */
	beginRun(run: RunStart, isAlive: (owner: string, startedAt: number) => boolean): boolean;
	endRun(id: RunId, outcome: string, at: number): void;
}
