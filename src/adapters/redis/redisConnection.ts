import { Redis, type RedisOptions } from 'ioredis';
import { unlessAborted } from '../../base/unlessAborted.js';
import type { RedisAddress } from './redisAddress.js';
import { redisFault } from './redisFault.js';

export interface ConnectionOptions {
	/** PEM of the authority that signed the server's certificate; those that Node.js trusts when left out. */
	readonly ca: string | undefined;
	/** Milliseconds in which every command is answered. */
	readonly commandTimeoutMs: number;
}

const connectTimeoutMs = 5_000;

/**
 * One connection. It is never mended behind its owner's back: after a break the server may be another one, or have lost
 * data, and whoever goes on has to look first. Nor is a command sent twice unless its owner does so.
 */
export class RedisConnection {
	readonly #redis: Redis;
	readonly #address: RedisAddress;

	private constructor(redis: Redis, address: RedisAddress) {
		this.#redis = redis;
		this.#address = address;
	}

	/** @throws AppError `redis-unreachable` or `redis-refused`, or the signal's reason */
	static async open(address: RedisAddress, options: ConnectionOptions, signal: AbortSignal): Promise<RedisConnection> {
		signal.throwIfAborted();
		const redis = new Redis(redisOptions(address, options));
		const connection = new RedisConnection(redis, address);
		let reason: unknown;
		// Without a listener the client prints errors; the first one says why a connection failed.
		redis.on('error', (error) => (reason ??= error));
		try {
			await unlessAborted(redis.connect(), signal);
			return connection;
		} catch (error) {
			connection.close();
			signal.throwIfAborted();
			throw redisFault(reason ?? error, address);
		}
	}

	/** @throws AppError `redis-unreachable` or `redis-refused`, or the signal's reason */
	async run<T>(command: (redis: Redis) => Promise<T>, signal: AbortSignal): Promise<T> {
		signal.throwIfAborted();
		try {
			return await unlessAborted(command(this.#redis), signal);
		} catch (error) {
			signal.throwIfAborted();
			throw redisFault(error, this.#address);
		}
	}

	close(): void {
		this.#redis.disconnect();
		// A polite end would wait for the other side's.
		(this.#redis.stream as Redis['stream'] | undefined)?.destroy();
	}
}

function redisOptions(address: RedisAddress, { ca, commandTimeoutMs }: ConnectionOptions) {
	const { host, port, username, password, database: db } = address;
	return {
		host,
		port,
		db,
		username,
		password,
		...(address.tls ? { tls: ca === undefined ? {} : { ca } } : {}),
		protocol: 2,
		lazyConnect: true,
		connectTimeout: connectTimeoutMs,
		commandTimeout: commandTimeoutMs,
		retryStrategy: null,
		// It would print about users who may not ask for INFO, and a server that is loading says so by itself.
		enableReadyCheck: false,
		enableOfflineQueue: false,
		maxRetriesPerRequest: 0,
		autoResendUnfulfilledCommands: false,
		disableClientInfo: true,
		connectionName: 'prometheus-novel',
	} satisfies RedisOptions;
}
