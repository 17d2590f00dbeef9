import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { openLanguage } from '../../../src/adapters/language/openLanguage.js';
import { openDatabase } from '../../../src/adapters/sqlite/database.js';
import { SqliteLexicalIndex } from '../../../src/adapters/sqlite/sqliteLexicalIndex.js';
import { SqliteMemoryStore } from '../../../src/adapters/sqlite/sqliteMemoryStore.js';
import { systemClock } from '../../../src/base/clock.js';
import { newId } from '../../../src/base/ids.js';
import { HybridClock } from '../../../src/core/memory/hybridClock.js';
import type { TokenCounter } from '../../../src/core/models/tokenCounter.js';
import { textAnalysis } from '../../../src/core/memory/textAnalysis.js';
import { MemoryService } from '../../../src/services/memory/memoryService.js';
import { RecallService } from '../../../src/services/memory/recallService.js';

export const dist = pathToFileURL(`${join(process.cwd(), 'dist')}/`);

/** Four characters a token, so that no tokenizer has to be loaded. */
export const roughTokens: TokenCounter = {
	count: (text) => Promise.resolve(Math.ceil(text.length / 4)),
	countAll: (texts) => Promise.resolve(texts.map((text) => Math.ceil(text.length / 4))),
};

export interface OpenMemory {
	readonly database: DatabaseSync;
	/** Where a damaged file was put aside on opening. */
	readonly quarantined: string | undefined;
	readonly store: SqliteMemoryStore;
	readonly index: SqliteLexicalIndex;
	readonly memory: MemoryService;
	readonly recall: RecallService;
	close(): void;
}

/** A memory as a novel has it, over a database file. */
export async function openMemory(path: string, isShared = false): Promise<OpenMemory> {
	const { database, quarantined } = await openDatabase(path);
	const language = await openLanguage('en', dist);
	const analyse = textAnalysis(language);
	const store = new SqliteMemoryStore(database, analyse, () => isShared);
	const index = new SqliteLexicalIndex(database);
	const versions = new HybridClock(Date.now, newId().slice(-10));
	const memory = new MemoryService({ store, versions, clock: systemClock });
	const recall = new RecallService({ store, index, analyse, language, tokens: roughTokens, meaning: undefined });
	return { database, quarantined, store, index, memory, recall, close: () => database.close() };
}
