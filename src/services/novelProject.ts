import type { Closable, Lifetime } from '../base/lifetime.js';
import type { ModelRegistry } from '../core/models/modelRegistry.js';
import type { PriceTable } from '../core/cost/priceTable.js';
import type { NovelStore } from '../core/novel/novelStore.js';
import type { CostService } from './costService.js';
import type { GenerationService } from './generation/generationService.js';
import type { ChapterMemories } from './memory/chapterMemories.js';
import type { ManuscriptMemory } from './memory/manuscriptMemory.js';
import type { MemoryService } from './memory/memoryService.js';
import type { RecallCheck } from './memory/recallCheck.js';
import type { RecallService } from './memory/recallService.js';

export interface NovelProjectParts {
	/** Absolute path of the novel's folder. */
	readonly folder: string;
	/** Where a damaged database was put aside on opening. */
	readonly quarantined: string | undefined;
	readonly store: NovelStore;
	readonly generation: GenerationService;
	readonly costs: CostService;
	readonly models: ModelRegistry;
	readonly prices: PriceTable;
	readonly memory: MemoryService;
	readonly recall: RecallService;
	readonly recallCheck: RecallCheck;
	readonly memories: ChapterMemories;
	readonly manuscriptMemory: ManuscriptMemory;
}

/** The services of one novel; opened once, closed once. Two novels share nothing. */
export interface NovelProject extends NovelProjectParts, Closable {
	/** Stops what is running and closes everything, newest first. */
	close(): Promise<void>;
}

export function novelProject(parts: NovelProjectParts, lifetime: Lifetime): NovelProject {
	return { ...parts, close: () => lifetime.close() };
}
