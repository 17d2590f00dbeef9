import { join } from 'node:path';
import { redisMemoryAt } from '../../../src/adapters/redis/redisMemoryServer.js';
import { openDatabase } from '../../../src/adapters/sqlite/database.js';
import { SqliteMemoryStore } from '../../../src/adapters/sqlite/sqliteMemoryStore.js';
import { sharedCheck, SqliteReplicationStore } from '../../../src/adapters/sqlite/sqliteReplicationStore.js';
import { systemClock } from '../../../src/base/clock.js';
import { Lifetime } from '../../../src/base/lifetime.js';
import type { MemoryEntry, MemoryId } from '../../../src/core/memory/entry.js';
import { HybridClock } from '../../../src/core/memory/hybridClock.js';
import { textAnalysis } from '../../../src/core/memory/textAnalysis.js';
import { MemoryService } from '../../../src/services/memory/memoryService.js';
import { ReplicationService } from '../../../src/services/memory/replicationService.js';

/** One window on one machine: a novel's database in a folder of its own, its memory, and what shares it. */
export interface MemoryMachine {
	readonly store: SqliteMemoryStore;
	readonly outbox: SqliteReplicationStore;
	readonly memory: MemoryService;
	readonly replication: ReplicationService;
	/** Everything there is, tombstones as well, in the order of ids. */
	all(): readonly MemoryEntry[];
	/** Losing sides of concurrent edits. */
	conflicts(id: MemoryId): readonly MemoryEntry[];
	close(): Promise<void>;
}

let windows = 0;

export async function openMachine(folder: string, novelId: string, ca?: string): Promise<MemoryMachine> {
	const lifetime = new Lifetime();
	const { database } = await openDatabase(join(folder, '.prometheus', 'novel.db'));
	lifetime.own(database);
	const store = new SqliteMemoryStore(database, analyse, sharedCheck(database));
	const outbox = new SqliteReplicationStore(database, store);
	const versions = new HybridClock(() => systemClock.now(), `w${windows++}`);
	const memory = new MemoryService({ store, versions, clock: systemClock });
	const replication = new ReplicationService({
		store: outbox,
		versions,
		clock: systemClock,
		serverAt: async (url) => redisMemoryAt(url, { novelId, ca }),
		onReceived: () => memory.noteChange(),
	});
	lifetime.own(replication);
	lifetime.onClose(memory.onChange(() => replication.noteWrite()));
	return {
		store,
		outbox,
		memory,
		replication,
		all: () => store.list({ withDeleted: true }).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
		conflicts: (id) =>
			store
				.revisions(id)
				.filter(({ reason }) => reason === 'conflict')
				.map(({ entry }) => entry),
		close: () => lifetime.close(),
	};
}

const analyse = textAnalysis({ stopWords: new Set(), stem: (word) => word, related: () => [] });
