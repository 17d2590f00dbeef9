import { newId } from '../../base/ids.js';
import type { RedisConnection } from './redisConnection.js';
import { serverInfo, type ServerInfo } from './serverInfo.js';

export async function infoOf(connection: RedisConnection, signal: AbortSignal): Promise<ServerInfo> {
	try {
		return serverInfo(await connection.run((redis) => redis.info(), signal));
	} catch (error) {
		signal.throwIfAborted();
		if ((error as { code?: string }).code !== 'redis-refused') throw error;
		// A user may share a novel without being allowed to ask for this.
		return { run: undefined, warnings: [] };
	}
}

/** The ULID that stands under a key from the first time on that it is asked for. */
export async function instanceAt(connection: RedisConnection, key: string, signal: AbortSignal): Promise<string> {
	await connection.run((redis) => redis.set(key, newId(), 'NX'), signal);
	return (await connection.run((redis) => redis.get(key), signal)) ?? '';
}
