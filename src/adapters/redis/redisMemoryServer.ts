import type { ServerIdentity } from '../../base/serverIdentity.js';
import { contentDigest } from '../../core/memory/contentHash.js';
import type { MemoryEntry, MemoryId } from '../../core/memory/entry.js';
import type {
	EntryVersion,
	MemoryServer,
	MemoryServerAddress,
	OutgoingWrite,
	ServerChanges,
} from '../../core/memory/memoryServer.js';
import { entryFromJson, entryToJson } from './entryJson.js';
import { changesOf, nameOf, numberOf, pairsOf, splitName, versionOf } from './replies.js';
import { memoryKeys, type MemoryKeys } from './memoryKeys.js';
import { redisAddress, type RedisAddress } from './redisAddress.js';
import { RedisConnection } from './redisConnection.js';
import { infoOf, instanceAt } from './serverIdentity.js';
import type { ServerInfo } from './serverInfo.js';
import { writeEntries } from './writeEntries.lua.js';

export interface RedisMemoryOptions {
	/** ULID. */
	readonly novelId: string;
	/** PEM of the authority that signed the server's certificate; those that Node.js trusts when left out. */
	readonly ca?: string | undefined;
}

/** How many changes the stream keeps, roughly; whoever missed more compares everything. */
const streamLength = 10_000;
const commandTimeoutMs = 5_000;
const longestWaitMs = 2_000;
const changesAtOnce = 500;
const scannedAtOnce = 1_000;

/**
 * Where a novel's memory is on a Redis server.
 * @throws AppError `bad-redis-url`
 */
export function redisMemoryAt(url: string, options: RedisMemoryOptions): MemoryServerAddress {
	const address = redisAddress(url);
	const keys = memoryKeys(options.novelId);
	return { open: (signal) => RedisMemoryServer.open(address, keys, options.ca, signal) };
}

/** One connection for commands, and one that waits for changes, which holds up whatever comes after it. */
export class RedisMemoryServer implements MemoryServer {
	readonly identity: ServerIdentity;
	readonly warnings: readonly string[];
	readonly #commands: RedisConnection;
	readonly #changes: RedisConnection;
	readonly #keys: MemoryKeys;

	private constructor(
		{ run, warnings }: ServerInfo,
		instance: string,
		connections: readonly [commands: RedisConnection, changes: RedisConnection],
		keys: MemoryKeys,
	) {
		this.identity = { instance, run };
		this.warnings = warnings;
		[this.#commands, this.#changes] = connections;
		this.#keys = keys;
	}

	/** @throws AppError `redis-unreachable` or `redis-refused`, or the signal's reason */
	static async open(
		address: RedisAddress,
		keys: MemoryKeys,
		ca: string | undefined,
		signal: AbortSignal,
	): Promise<RedisMemoryServer> {
		const commands = await RedisConnection.open(address, { ca, commandTimeoutMs }, signal);
		try {
			const info = await infoOf(commands, signal);
			const instance = await instanceAt(commands, keys.instance, signal);
			const waiting = { ca, commandTimeoutMs: commandTimeoutMs + longestWaitMs };
			const changes = await RedisConnection.open(address, waiting, signal);
			return new RedisMemoryServer(info, instance, [commands, changes], keys);
		} catch (error) {
			commands.close();
			throw error;
		}
	}

	async send(writes: readonly OutgoingWrite[], signal: AbortSignal): Promise<readonly MemoryEntry[]> {
		const { entries, versions, stream, revisions } = this.#keys;
		const values = writes.flatMap(({ entry, ancestors }) => [
			entry.id,
			entry.version,
			contentDigest(entry),
			ancestors.join(' '),
			entryToJson(entry),
		]);
		const newer = await this.#commands.run(
			(redis) => redis.eval(writeEntries, 4, entries, versions, stream, revisions, streamLength, ...values),
			signal,
		);
		return readable(newer as readonly (string | null)[]);
	}

	async lastChange(signal: AbortSignal): Promise<number> {
		const newest = await this.#commands.run(
			(redis) => redis.xrevrange(this.#keys.stream, '+', '-', 'COUNT', 1),
			signal,
		);
		return newest[0] === undefined ? 0 : numberOf(newest[0][0]);
	}

	async changesSince(position: number, signal: AbortSignal): Promise<ServerChanges> {
		const { stream } = this.#keys;
		const reply = await this.#changes.run(
			(redis) => redis.xread('COUNT', changesAtOnce, 'BLOCK', longestWaitMs, 'STREAMS', stream, `${position}-0`),
			signal,
		);
		const changes = reply?.[0]?.[1] ?? [];
		const instance = await this.#commands.run((redis) => redis.get(this.#keys.instance), signal);
		const first = changes[0];
		const hasGap = first !== undefined && numberOf(first[0]) !== position + 1;
		if (instance !== this.identity.instance || hasGap) return { kind: 'lost' };
		const last = changes.at(-1);
		return {
			kind: 'changes',
			position: last === undefined ? position : numberOf(last[0]),
			entries: changesOf('entry', changes),
			conflicts: changesOf('conflict', changes),
		};
	}

	async *versions(signal: AbortSignal): AsyncGenerator<readonly EntryVersion[]> {
		for await (const fields of this.#scan(this.#keys.versions, signal))
			yield fields.map(([id, record]) => versionOf(id, record));
	}

	async *conflictVersions(signal: AbortSignal): AsyncGenerator<readonly EntryVersion[]> {
		for await (const fields of this.#scan(this.#keys.revisions, signal)) yield fields.map(([name]) => splitName(name));
	}

	async entries(ids: readonly MemoryId[], signal: AbortSignal): Promise<readonly MemoryEntry[]> {
		return await this.#values(this.#keys.entries, ids, signal);
	}

	async conflicts(losers: readonly EntryVersion[], signal: AbortSignal): Promise<readonly MemoryEntry[]> {
		return await this.#values(this.#keys.revisions, losers.map(nameOf), signal);
	}

	close(): void {
		this.#commands.close();
		this.#changes.close();
	}

	async #values(hash: string, fields: readonly string[], signal: AbortSignal): Promise<readonly MemoryEntry[]> {
		if (fields.length === 0) return [];
		return readable(await this.#commands.run((redis) => redis.hmget(hash, ...fields), signal));
	}

	async *#scan(hash: string, signal: AbortSignal): AsyncGenerator<readonly (readonly [string, string])[]> {
		let cursor = '0';
		do {
			const from = cursor;
			const [next, flat] = await this.#commands.run((redis) => redis.hscan(hash, from, 'COUNT', scannedAtOnce), signal);
			yield pairsOf(flat);
			cursor = next;
		} while (cursor !== '0');
	}
}

function readable(texts: readonly (string | null)[]): readonly MemoryEntry[] {
	return texts.flatMap((text) => (text === null ? undefined : entryFromJson(text)) ?? []);
}
