import type { ContextItem } from '../../core/context/contextItem.js';
import type { ContextGroup, FittedGroup } from '../../core/context/fitInTurn.js';
import type { MemoryEntry } from '../../core/memory/entry.js';
import { memoryItems } from '../../core/pipeline/memoryItems.js';
import type { RememberedChapter } from '../../core/pipeline/storyMemory.js';
import type { ChapterMemories } from '../memory/chapterMemories.js';
import type { ContextService } from './contextService.js';
import { passageItems } from './passageItems.js';

export interface StoryContextPorts {
	readonly context: ContextService;
	readonly memories: Pick<ChapterMemories, 'passages'>;
}

export interface StoryQuestion {
	/** What was established before, oldest first. */
	readonly earlier: readonly RememberedChapter[];
	readonly notes: readonly MemoryEntry[];
	/** What the whole chapter is about, in lower case. */
	readonly chapterText: string;
	/** What this call is about. */
	readonly callText: string;
	readonly entities: readonly string[];
	/** The last chapter of which anything may be known. */
	readonly asOfChapter: number;
	/** Stands in the prompt anyway. */
	readonly lastPage: string;
	/** Tokens of the model. */
	readonly budget: number;
	/** See `FitOptions`. */
	readonly factor: number;
}

export interface FittedStory {
	/** The same for all calls of a chapter. */
	readonly memory: string;
	readonly passages: string;
	readonly fitted: readonly FittedGroup[];
}

/** What summaries, facts and notes may take where there are passages to be had as well. */
const memoryShare = 0.6;
/** More would not fit into any sensible budget. */
const mostPassages = 40;

/** Looks up what a call is about, and fits it with what is known of the story into what a prompt may carry. */
export class StoryContext {
	readonly #ports: StoryContextPorts;

	constructor(ports: StoryContextPorts) {
		this.#ports = ports;
	}

	async of(question: StoryQuestion): Promise<FittedStory> {
		const { earlier, notes, chapterText, budget, factor } = question;
		const lines = memoryItems(earlier, chapterText, notes);
		const passages = await this.#passages(question);
		const groups: readonly ContextGroup[] = [
			{ name: 'memory', items: lines, query: chapterText, share: passages.length === 0 ? 1 : memoryShare },
			{ name: 'passages', items: passages, query: question.callText, share: 1 },
		];
		const fitted = await this.#ports.context.fitInTurn(groups, { budget, factor });
		const [memory, recalled] = fitted;
		return { memory: memory?.text ?? '', passages: recalled?.text ?? '', fitted };
	}

	/**
	 * Judged by their texts and places alone: neither when they were written nor where they are kept may change a prompt, since
	 * a run that goes on would buy it again.
	 */
	async #passages({
		asOfChapter,
		callText,
		entities,
		notes,
		lastPage,
	}: StoryQuestion): Promise<readonly ContextItem[]> {
		if (asOfChapter < 1) return [];
		const known = new Set(notes.map(({ id }) => id));
		const all = this.#ports.memories.passages(asOfChapter).filter(({ id }) => !known.has(id));
		const items = passageItems(all, lastPage);
		const texts = items.map(({ text, chapter }, at) => ({ text, isSequel: chapter === items[at - 1]?.chapter }));
		const query = [callText, ...entities].join('\n');
		const best = new Set(await this.#ports.context.mostRelevant(query, texts, mostPassages));
		return items.filter((_, at) => best.has(at));
	}
}
