import { chapterBody } from '../../core/novel/chapterFile.js';
import type { Novel } from '../../core/novel/novel.js';
import type { ChapterOnDesk } from '../../core/pipeline/chapterState.js';
import { textHash } from '../../core/pipeline/fingerprint.js';
import type { Journal } from '../../core/pipeline/journal.js';
import { memoryItems } from '../../core/pipeline/memoryItems.js';
import { memoryOfPlan, plannedAheadNodeId } from '../../core/pipeline/planAhead.js';
import { scenePlanReply } from '../../core/pipeline/replies.js';
import { parseReply } from '../../core/pipeline/replyParsing.js';
import { chapterNodeId, type Continuity } from '../../core/pipeline/stageGraph.js';
import { scenesPerChapter } from '../../core/pipeline/stages.js';
import type { RememberedChapter } from '../../core/pipeline/storyMemory.js';
import { presentIn } from '../../core/prompts/promptView.js';
import { andChapter, bodyHash, closingPageHash, sentenceHashes, withNotes } from '../../core/staleness/storyBasis.js';
import type { PresentStory } from '../../core/staleness/storyReasons.js';
import type { MemoryEntry } from '../../core/memory/entry.js';
import { memoryFingerprint } from '../generation/chapterChecks.js';
import { outlineOf } from '../generation/outlineOf.js';

export interface BookStoryInputs {
	readonly novel: Novel;
	readonly desk: readonly ChapterOnDesk[];
	/** What was read out of the chapters, also where their text is another one by now. */
	readonly remembered: readonly RememberedChapter[];
	readonly journal: Journal;
	/** What the author wants a writer of a chapter to know. */
	notes(chapter: number): readonly MemoryEntry[];
}

/** The whole story as it stands now, as each chapter would be told of it. */
export class BookStory {
	readonly #inputs: BookStoryInputs;
	readonly #desk: ReadonlyMap<number, ChapterOnDesk>;
	readonly #bodies = new Map<number, string>();
	readonly #sentences = new Map<number, ReadonlySet<string>>();
	readonly #earlier = new Map<Continuity, readonly RememberedChapter[]>();
	readonly #soFar = new Map<Continuity, ReadonlyMap<number, string>>();

	constructor(inputs: BookStoryInputs) {
		this.#inputs = inputs;
		this.#desk = new Map(inputs.desk.map((one) => [one.chapter, one]));
	}

	/** What whoever writes a chapter has behind them. */
	before(chapter: number, continuity: Continuity): PresentStory {
		const isPlanned = continuity === 'planned' && this.#planAhead(chapter - 1) !== undefined;
		const notes = this.#inputs.notes(chapter);
		const texts = notes.map(({ text }) => text);
		const { novel } = this.#inputs;
		return {
			page: isPlanned ? '' : closingPageHash(this.#textOf(chapter - 1)),
			soFar: withNotes(this.#soFarBefore(chapter, continuity), texts),
			items: () => {
				const earlier = this.#rememberedIn(continuity).filter((one) => one.chapter < chapter);
				return memoryItems(earlier, presentIn(outlineOf(novel, chapter)), notes);
			},
			bodyOf: (one) => this.bodyOf(one),
			sentencesOf: (one) => this.#sentencesOf(one),
		};
	}

	bodyOf(chapter: number): string {
		return kept(this.#bodies, chapter, () => bodyHash(this.#textOf(chapter)));
	}

	/** Whether no model has read a chapter as it is now. */
	isUnread(chapter: number): boolean {
		const body = chapterBody(this.#textOf(chapter));
		const node = chapterNodeId(chapter, 'chapter_memory');
		return [false, true].every(
			(rehearsal) => this.#inputs.journal.result(node, memoryFingerprint(body, rehearsal)) === undefined,
		);
	}

	#textOf(chapter: number): string {
		return this.#desk.get(chapter)?.text ?? '';
	}

	#sentencesOf(chapter: number): ReadonlySet<string> {
		return kept(this.#sentences, chapter, () => sentenceHashes(this.#textOf(chapter)));
	}

	#soFarBefore(chapter: number, continuity: Continuity): string {
		const all = kept(this.#soFar, continuity, () => {
			let soFar = '';
			return new Map(this.#rememberedIn(continuity).map((one) => [one.chapter, (soFar = andChapter(soFar, one))]));
		});
		const last = [...all.keys()].findLast((one) => one < chapter);
		return last === undefined ? '' : (all.get(last) ?? '');
	}

	/** In story order; chapters that were drafted side by side count by their plans for as long as their text is that draft. */
	#rememberedIn(continuity: Continuity): readonly RememberedChapter[] {
		return kept(this.#earlier, continuity, () => {
			const { remembered, desk, novel } = this.#inputs;
			if (continuity === 'chained') return remembered;
			const all = new Map(remembered.map((one) => [one.chapter, one]));
			for (const { chapter } of desk) {
				const memory = this.#planAhead(chapter);
				if (memory !== undefined) all.set(chapter, { chapter, title: outlineOf(novel, chapter).title, memory });
			}
			return [...all.values()].toSorted((a, b) => a.chapter - b.chapter);
		});
	}

	#planAhead(chapter: number): RememberedChapter['memory'] | undefined {
		const { journal, novel } = this.#inputs;
		const recorded = journal.result(plannedAheadNodeId(chapter), textHash(this.#textOf(chapter)));
		const schema = scenePlanReply(scenesPerChapter(novel.info.wordsPerChapter));
		const reading = recorded === undefined ? undefined : parseReply(recorded.output, schema);
		return reading?.kind === 'value' ? memoryOfPlan(reading.value) : undefined;
	}
}

function kept<K, V>(known: Map<K, V>, key: K, make: () => V): V {
	const value = known.get(key) ?? make();
	known.set(key, value);
	return value;
}
