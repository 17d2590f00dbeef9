import type { FittedGroup } from '../../core/context/fitInTurn.js';
import { closingPage } from '../../core/novel/chapterFile.js';
import type { Novel, OutlineChapter } from '../../core/novel/novel.js';
import { textHash } from '../../core/pipeline/fingerprint.js';
import type { Journal } from '../../core/pipeline/journal.js';
import { memoryOfPlan, plannedAheadNodeId } from '../../core/pipeline/planAhead.js';
import { scenePlanReply, type SceneCard, type ScenePlan } from '../../core/pipeline/replies.js';
import { parseReply } from '../../core/pipeline/replyParsing.js';
import type { Continuity } from '../../core/pipeline/stageGraph.js';
import type { ModelRole } from '../../core/pipeline/stages.js';
import type { RememberedChapter } from '../../core/pipeline/storyMemory.js';
import { presentIn, sceneText, type ChapterSituation } from '../../core/prompts/promptView.js';
import type { StoryContext } from '../context/storyContext.js';
import type { ChapterMemories } from '../memory/chapterMemories.js';
import type { BasisNotes } from '../staleness/basisNotes.js';
import { outlineOf } from './outlineOf.js';

export interface StoryBeforePorts {
	readonly story: StoryContext;
	readonly memories: ChapterMemories;
	readonly journal: Journal;
	/** Told what prompts are given. */
	readonly basis?: Pick<BasisNotes, 'saw'>;
}

export interface StoryBeforeSettings {
	readonly novel: Novel;
	readonly scenes: number;
	/** Tokens of story memory in one prompt. */
	readonly memoryTokens: number;
	/** See `FitOptions.factor`. */
	readonly tokenFactors: Readonly<Record<ModelRole, number>>;
	readonly continuity: Continuity;
	/** Chapters that this run drafts. */
	readonly drafts: ReadonlySet<number>;
}

/** A chapter as it stands now. */
export interface ChapterSoFar {
	readonly outline: OutlineChapter;
	readonly text: string;
	readonly plan?: ScenePlan;
}

/** What whoever writes a chapter has behind them: the text before it, or where chapters are drafted side by side, plans. */
export class StoryBefore {
	readonly #ports: StoryBeforePorts;
	readonly #settings: StoryBeforeSettings;
	readonly #chapters: ReadonlyMap<number, ChapterSoFar>;

	/** @param chapters by number, in order; read anew at each question */
	constructor(ports: StoryBeforePorts, settings: StoryBeforeSettings, chapters: ReadonlyMap<number, ChapterSoFar>) {
		this.#ports = ports;
		this.#settings = settings;
		this.#chapters = chapters;
	}

	/** @param card of the scene that is to be written; the whole chapter is asked about without one */
	async situation(
		chapter: OutlineChapter,
		role: ModelRole,
		card?: SceneCard,
	): Promise<{ readonly situation: ChapterSituation; readonly fitted: readonly FittedGroup[] }> {
		const { memoryTokens: budget, tokenFactors } = this.#settings;
		const { number } = chapter;
		const isPlanned = this.planAhead(number - 1) !== undefined;
		const lastPage = isPlanned ? '' : this.page(number);
		const chapterText = presentIn(chapter);
		const [earlier, notes] = [this.#earlier(number), this.#ports.memories.notes(number)];
		const { fitted, ...texts } = await this.#ports.story.of({
			...{ earlier, notes },
			...{ chapterText, callText: card === undefined ? chapterText : sceneText(card) },
			entities: card?.characters ?? [],
			asOfChapter: this.#lastWritten(number),
			...{ lastPage, budget, factor: tokenFactors[role] },
		});
		this.#ports.basis?.saw(number, {
			...{ earlier, lastPage, fitted, notes: notes.map(({ text }) => text) },
			textOf: (one) => this.#chapters.get(one)?.text ?? '',
		});
		return { situation: { chapter, lastPage, ...texts }, fitted };
	}

	/** The page that ends before a chapter begins. */
	page(chapter: number): string {
		return closingPage(this.#chapters.get(chapter - 1)?.text ?? '');
	}

	/**
	 * The plan that a chapter counts by, for as long as its text is the one that was drafted from it: whatever is finished
	 * by then, and however often the run is taken up again, the chapters after it are planned and drafted on the same.
	 */
	planAhead(chapter: number): ScenePlan | undefined {
		const { continuity, drafts, scenes } = this.#settings;
		const known = this.#chapters.get(chapter);
		if (continuity === 'chained' || known === undefined) return undefined;
		if (drafts.has(chapter)) return known.plan;
		const recorded = this.#ports.journal.result(plannedAheadNodeId(chapter), textHash(known.text));
		const reading = recorded === undefined ? undefined : parseReply(recorded.output, scenePlanReply(scenes));
		return reading?.kind === 'value' ? reading.value : undefined;
	}

	/** What has been read out of the chapters before. */
	remembered(chapter: number): readonly RememberedChapter[] {
		return this.#ports.memories.before(chapter, (one) => outlineOf(this.#settings.novel, one).title);
	}

	/** The last chapter before another that counts by its text: what is drafted beside it may be there, or not yet. */
	#lastWritten(chapter: number): number {
		const ahead = [...this.#chapters.keys()].find((one) => one < chapter && this.planAhead(one) !== undefined);
		return (ahead ?? chapter) - 1;
	}

	/** Chapters that are drafted beside it count by their plans. */
	#earlier(chapter: number): readonly RememberedChapter[] {
		if (this.#settings.continuity === 'chained') return this.remembered(chapter);
		const remembered = new Map(this.remembered(chapter).map((one) => [one.chapter, one]));
		for (const [number, { outline }] of this.#chapters) {
			const plan = number < chapter ? this.planAhead(number) : undefined;
			if (plan !== undefined)
				remembered.set(number, { chapter: number, title: outline.title, memory: memoryOfPlan(plan) });
		}
		return [...remembered.values()].toSorted((one, other) => one.chapter - other.chapter);
	}
}
