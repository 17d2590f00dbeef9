import assert from 'node:assert/strict';
import { Redis } from 'ioredis';
import { redisMemoryAt } from '../../src/adapters/redis/redisMemoryServer.js';
import { newId } from '../../src/base/ids.js';
import type { MemoryEntry } from '../../src/core/memory/entry.js';
import type { EntryVersion, MemoryServer } from '../../src/core/memory/memoryServer.js';
import { aMemory, aVersion } from '../support/memoryEntry.js';
import { startRedisServer, type RedisServer } from '../support/redisServer.js';

describe('A Redis server for memories', () => {
	const { signal } = new AbortController();
	let redis: RedisServer;
	let direct: Redis;
	const opened: MemoryServer[] = [];
	const open = async (novelId: string, url = redis.url): Promise<MemoryServer> => {
		const server = await redisMemoryAt(url, { novelId }).open(signal);
		opened.push(server);
		return server;
	};
	before(async () => {
		redis = await startRedisServer();
		direct = new Redis(redis.port, '127.0.0.1');
	});
	after(async () => {
		direct.disconnect();
		await redis.close();
	});
	beforeEach(() => direct.flushall());
	afterEach(() => {
		for (const server of opened.splice(0)) server.close();
	});

	/** Everything on the server: what the keys of a novel hold. */
	const everything = async (): Promise<unknown> => {
		const keys = (await direct.keys('*')).sort();
		const values = keys.map(async (key) => {
			const kind = await direct.type(key);
			if (kind === 'hash') return [key, await direct.hgetall(key)];
			return [key, kind === 'stream' ? await direct.xrange(key, '-', '+') : await direct.get(key)];
		});
		return await Promise.all(values);
	};
	const named = ({ id, version }: MemoryEntry): EntryVersion => ({ id, version });
	const changesOf = async (server: MemoryServer): Promise<unknown> => {
		const changes = await server.changesSince(0, signal);
		return changes.kind === 'lost' ? changes : { entries: changes.entries, conflicts: changes.conflicts };
	};

	it('takes in each write once, however often it is sent', async () => {
		const server = await open(newId());
		const first = aMemory();
		const second = { ...first, text: 'Ivy is right-handed.', version: aVersion(2) };
		const writes = [
			{ entry: first, ancestors: [] },
			{ entry: aMemory(), ancestors: [] },
			{ entry: second, ancestors: [first.version] },
		];
		const newer = await server.send(writes, signal);
		const once = await everything();
		const again = await server.send(writes, signal);
		assert.deepEqual(
			{ newer, again, state: await everything(), changes: (await server.lastChange(signal)) },
			{ newer: [], again: [second], state: once, changes: 3 },
		);
	});
});
