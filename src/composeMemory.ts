import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from './base/clock.js';
import { newId } from './base/ids.js';
import type { TokenCounter } from './core/models/tokenCounter.js';
import { HybridClock } from './core/memory/hybridClock.js';
import { textAnalysis } from './core/memory/textAnalysis.js';
import { openLanguage } from './adapters/language/openLanguage.js';
import { SqliteLexicalIndex } from './adapters/sqlite/sqliteLexicalIndex.js';
import { SqliteMemoryStore } from './adapters/sqlite/sqliteMemoryStore.js';
import { ChapterMemories } from './services/memory/chapterMemories.js';
import { MemoryService } from './services/memory/memoryService.js';
import { RecallCheck } from './services/memory/recallCheck.js';
import { RecallService } from './services/memory/recallService.js';

export interface MemoryInputs {
	readonly database: DatabaseSync;
	readonly tokens: TokenCounter;
	readonly clock: Clock;
	readonly dist: URL;
	/** BCP 47 tag of the novel. */
	readonly language: string;
}

export interface MemoryParts {
	readonly memory: MemoryService;
	readonly recall: RecallService;
	readonly memories: ChapterMemories;
	readonly recallCheck: RecallCheck;
}

/** What a novel remembers, over its database. */
export async function composeMemory(inputs: MemoryInputs): Promise<MemoryParts> {
	const { database, tokens, clock } = inputs;
	const language = await openLanguage(inputs.language, inputs.dist);
	const analyse = textAnalysis(language);
	const store = new SqliteMemoryStore(database, analyse);
	// The random end of an id: no two processes share it.
	const versions = new HybridClock(() => clock.now(), newId().slice(-10));
	const memory = new MemoryService({ store, versions, clock });
	const index = new SqliteLexicalIndex(database);
	const recall = new RecallService({ store, index, analyse, language, tokens, meaning: undefined });
	const recallCheck = new RecallCheck({ store, index, analyse, language, clock, meaning: undefined });
	return { memory, recall, recallCheck, memories: new ChapterMemories(memory, tokens) };
}
