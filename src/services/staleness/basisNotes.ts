import type { Clock } from '../../base/clock.js';
import type { Novel, OutlineChapter } from '../../core/novel/novel.js';
import { textHash } from '../../core/pipeline/fingerprint.js';
import type { Continuity } from '../../core/pipeline/stageGraph.js';
import { presentIn } from '../../core/prompts/promptView.js';
import type { BasisBook } from '../../core/staleness/draftBasis.js';
import { BookInputs } from '../../core/staleness/fileInputs.js';
import { namedEntries } from '../../core/staleness/fileReasons.js';
import { paragraphHashes } from '../../core/staleness/paragraphHashes.js';
import { storyBasis, type StoryGiven } from '../../core/staleness/storyBasis.js';

export interface FinishedDraft {
	readonly chapter: OutlineChapter;
	/** Of the whole file. */
	readonly text: string;
}

/** Notes in the course of one run what its drafts are made from. */
export class BasisNotes {
	readonly #book: BasisBook;
	readonly #clock: Clock;
	readonly #inputs: BookInputs;
	readonly #continuity: Continuity;
	readonly #given = new Map<number, StoryGiven[]>();

	constructor(book: BasisBook, clock: Clock, novel: Novel, continuity: Continuity) {
		this.#book = book;
		this.#clock = clock;
		this.#inputs = new BookInputs(novel);
		this.#continuity = continuity;
	}

	saw(chapter: number, given: StoryGiven): void {
		this.#given.set(chapter, [...(this.#given.get(chapter) ?? []), given]);
	}

	finish({ chapter, text }: FinishedDraft): void {
		const { number } = chapter;
		const given = this.#given.get(number) ?? [];
		this.#given.delete(number);
		const about = `${presentIn(chapter)} ${text.toLowerCase()}`;
		this.#book.record(
			number,
			{
				textHash: textHash(text),
				paragraphs: paragraphHashes(text),
				continuity: this.#continuity,
				files: this.#inputs.of(number),
				named: namedEntries(this.#inputs.entries, about),
				story: storyBasis(number, given),
			},
			this.#clock.now(),
		);
	}
}
