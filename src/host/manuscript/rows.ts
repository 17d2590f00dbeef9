import type { ChapterState } from '../../core/pipeline/chapterState.js';
import type { ChapterStaleness } from '../../core/staleness/staleness.js';
import type { MicroUsd } from '../../core/cost/money.js';
import { TreeRow } from '../arguments.js';

/** A chapter as its files, the journal and the ledger have it. */
export interface ShownChapter {
	readonly chapter: number;
	readonly title: string;
	/** Relative to the novel's folder. */
	readonly path: string;
	readonly state: ChapterState;
	/** A run is writing it now. */
	readonly isInWork: boolean;
	readonly words: number;
	readonly wantedWords: number;
	readonly cost: MicroUsd;
	/** That drafted it, also where its author has gone on since. */
	readonly model: string | undefined;
	readonly hasCandidate: boolean;
	/** Undefined while it is being worked out. */
	readonly staleness: ChapterStaleness | undefined;
	/** Of drafting it again; undefined while nobody knows. */
	readonly mending: MicroUsd | 'free' | undefined;
	/** Zero-based line of its heading in `outline.md`; undefined for a chapter that the outline leaves out. */
	readonly outlineLine: number | undefined;
}

export interface ShownNovel {
	readonly folder: string;
	readonly title: string;
	readonly chapters: readonly ChapterRow[];
}

export class NovelRow extends TreeRow {
	readonly novel: ShownNovel;

	constructor(novel: ShownNovel) {
		super();
		this.novel = novel;
	}
}

export class ChapterRow extends TreeRow {
	readonly folder: string;
	readonly shown: ShownChapter;

	constructor(folder: string, shown: ShownChapter) {
		super();
		this.folder = folder;
		this.shown = shown;
	}
}

/** A new version beside the author's own. */
export class CandidateRow extends TreeRow {
	readonly of: ChapterRow;

	constructor(of: ChapterRow) {
		super();
		this.of = of;
	}
}

export type ManuscriptRow = NovelRow | ChapterRow | CandidateRow;

/** The chapter that a row is about. */
export function chapterOfRow(row: unknown): ChapterRow | undefined {
	if (row instanceof CandidateRow) return row.of;
	return row instanceof ChapterRow ? row : undefined;
}
