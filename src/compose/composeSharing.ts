import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../base/clock.js';
import type { Lifetime } from '../base/lifetime.js';
import { isUlid } from '../base/ids.js';
import type { HybridClock } from '../core/memory/hybridClock.js';
import { SqliteReplicationStore } from '../adapters/sqlite/sqliteReplicationStore.js';
import type { SqliteMemoryStore } from '../adapters/sqlite/sqliteMemoryStore.js';
import type { MemoryService } from '../services/memory/memoryService.js';
import { ReplicationService } from '../services/memory/replicationService.js';
import { noNovelId } from './noNovelId.js';

export interface SharingInputs {
	readonly database: DatabaseSync;
	readonly store: SqliteMemoryStore;
	readonly versions: HybridClock;
	readonly memory: MemoryService;
	readonly clock: Clock;
	/** Of novel.json. */
	readonly novelId: string;
}

/** Memory that several machines share through Redis, where a URL is set; the adapter is loaded when there is one. */
export function composeSharing(inputs: SharingInputs, lifetime: Lifetime): ReplicationService {
	const { database, store, versions, memory, clock, novelId } = inputs;
	const replication = lifetime.own(
		new ReplicationService({
			store: new SqliteReplicationStore(database, store),
			versions,
			clock,
			serverAt: async (url) => {
				if (!isUlid(novelId)) throw noNovelId();
				const { redisMemoryAt } = await import('../adapters/redis/redisMemoryServer.js');
				return redisMemoryAt(url, { novelId });
			},
			onReceived: () => memory.noteChange(),
		}),
	);
	lifetime.onClose(memory.onChange(() => replication.noteWrite()));
	return replication;
}

/** A novel opens as soon without its server as with it. @param url undefined for none */
export function startSharing(replication: ReplicationService, url: string | undefined): void {
	if (url !== undefined) void replication.connect(url).catch(() => undefined);
}
