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
import { textAnalysis } from '../../../src/core/memory/textAnalysis.js';
import { MemoryService } from '../../../src/services/memory/memoryService.js';
import { RecallService } from '../../../src/services/memory/recallService.js';

const dist = pathToFileURL(`${join(process.cwd(), 'dist')}/`);

export interface OpenMemory {
	readonly database: DatabaseSync;
	readonly store: SqliteMemoryStore;
	readonly index: SqliteLexicalIndex;
	readonly memory: MemoryService;
	readonly recall: RecallService;
	close(): void;
}

/** A memory as a novel has it, over a database file. */
export async function openMemory(path: string, isShared = false): Promise<OpenMemory> {
	const { database } = await openDatabase(path);
	const language = await openLanguage('en', dist);
	const analyse = textAnalysis(language);
	const store = new SqliteMemoryStore(database, analyse, () => isShared);
	const index = new SqliteLexicalIndex(database);
	const versions = new HybridClock(Date.now, newId().slice(-10));
	const memory = new MemoryService({ store, versions, clock: systemClock });
	const tokens = {
		count: (text: string) => Promise.resolve(Math.ceil(text.length / 4)),
		countAll: (texts: readonly string[]) => Promise.resolve(texts.map((text) => Math.ceil(text.length / 4))),
	};
	const recall = new RecallService({ store, index, analyse, language, tokens, meaning: undefined });
	return { database, store, index, memory, recall, close: () => database.close() };
}
