import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { Redis } from 'ioredis';
import { redisMemoryAt } from '../../src/adapters/redis/redisMemoryServer.js';
import { isAppError } from '../../src/base/errors.js';
import { newId } from '../../src/base/ids.js';
import type { MemoryEntry, MemoryId } from '../../src/core/memory/entry.js';
import type { EntryVersion, MemoryServer } from '../../src/core/memory/memoryServer.js';
import { aMemory, aVersion } from '../support/memoryEntry.js';
import { freePort, startRedisServer, type RedisServer, type RedisServerOptions } from '../support/redisServer.js';
import { seededRandom } from '../support/seededRandom.js';
import { serverCertificate } from '../support/serverCertificate.js';
import { until } from '../support/until.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';

describe('A Redis server of memories', () => {
	const { signal } = new AbortController();
	let redis: RedisServer;
	let direct: Redis;
	const closing: { close(): void | Promise<void> }[] = [];
	const open = async (novelId: string, url = redis.url, ca?: string): Promise<MemoryServer> => {
		const server = await redisMemoryAt(url, { novelId, ca }).open(signal);
		closing.push(server);
		return server;
	};
	const start = async (options: RedisServerOptions): Promise<RedisServer> => {
		const server = await startRedisServer(options);
		closing.push(server);
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
	afterEach(async () => {
		for (const one of closing.splice(0).toReversed()) await one.close();
	});

	/** Everything on the server, by key. */
	const everything = async (): Promise<Readonly<Record<string, unknown>>> => {
		const all: Record<string, unknown> = {};
		for (const key of (await direct.keys('*')).sort()) {
			const kind = await direct.type(key);
			if (kind === 'hash') all[key] = await direct.hgetall(key);
			else all[key] = kind === 'stream' ? await direct.xrange(key, '-', '+') : await direct.get(key);
		}
		return all;
	};
	const stateOf = ({ id, version }: MemoryEntry): EntryVersion => ({ id, version });
	/** What whoever follows from the beginning gets to know. */
	const told = async (server: MemoryServer): Promise<unknown> => {
		const changes = await server.changesSince(0, signal);
		if (changes.kind === 'lost') return changes;
		return { entries: changes.entries, conflicts: await server.conflicts(changes.conflicts, signal) };
	};
	const all = async <T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[]> => {
		const items: T[] = [];
		for await (const page of pages) items.push(...page);
		return items;
	};

	const base = aMemory();
	const earlier = { ...base, text: 'Ivy writes with the left hand.', version: aVersion(5) };
	const later = { ...base, text: 'Ivy writes with the right hand.', version: aVersion(7) };

	it('takes in each write once, however often it is sent', async () => {
		const server = await open(newId());
		const writes = [
			{ entry: base, ancestors: [] },
			{ entry: aMemory(), ancestors: [] },
			{ entry: later, ancestors: [base.version] },
		];
		const newer = await server.send(writes, signal);
		const afterwards = await everything();
		const again = await server.send(writes, signal);
		assert.deepEqual(
			{ newer, again, state: await everything(), last: await server.lastChange(signal) },
			{ newer: [], again: [later], state: afterwards, last: 3 },
		);
	});

	it('keeps the newest version, in whatever order they come', async () => {
		const random = seededRandom(7);
		// Capital letters come before small ones, whatever the server's language has to say about that.
		const nodes = ['B', 'a', 'C', 'b'];
		const writes = [3, 1, 2].flatMap((ms) =>
			nodes.map((node) => ({ entry: { ...base, text: `${ms}${node}`, version: aVersion(ms, node) }, ancestors: [] })),
		);
		const results: unknown[] = [];
		for (let round = 0; round < 10; round++) {
			const server = await open(newId());
			const shuffled = writes.map((write) => ({ write, at: random() })).sort((a, b) => a.at - b.at);
			for (const { write } of shuffled) await server.send([write], signal);
			results.push((await server.entries([base.id], signal)).map(({ text }) => text));
		}
		assert.deepEqual(
			results,
			Array.from({ length: 10 }, () => ['3b']),
		);
	});

	it('keeps the older side of a concurrent edit that comes first', async () => {
		const server = await open(newId());
		await server.send([{ entry: base, ancestors: [] }], signal);
		await server.send([{ entry: earlier, ancestors: [base.version] }], signal);
		const newer = await server.send([{ entry: later, ancestors: [base.version] }], signal);
		assert.deepEqual(
			{ newer, told: await told(server), there: await server.entries([base.id], signal) },
			{
				newer: [],
				told: { entries: [base, earlier, later].map(stateOf), conflicts: [earlier] },
				there: [later],
			},
		);
	});

	it('keeps the older side of a concurrent edit that comes last, and says what won', async () => {
		const server = await open(newId());
		await server.send([{ entry: base, ancestors: [] }], signal);
		await server.send([{ entry: later, ancestors: [base.version] }], signal);
		const loser = [{ entry: earlier, ancestors: [base.version] }];
		const newer = await server.send(loser, signal);
		await server.send(loser, signal);
		assert.deepEqual(
			{ newer, told: await told(server), kept: await all(server.conflictVersions(signal)) },
			{
				newer: [later],
				told: { entries: [base, later].map(stateOf), conflicts: [earlier] },
				kept: [stateOf(earlier)],
			},
		);
	});

	it('sees no conflict where both wrote the same, nor in what was built upon', async () => {
		const server = await open(newId());
		const same = { ...earlier, version: aVersion(6, 'b') };
		const built = { ...base, deleted: true, version: aVersion(8) };
		await server.send([{ entry: base, ancestors: [] }], signal);
		await server.send([{ entry: earlier, ancestors: [base.version] }], signal);
		await server.send([{ entry: same, ancestors: [base.version] }], signal);
		await server.send([{ entry: built, ancestors: [same.version] }], signal);
		// Late, and again: the reply to them had been cut.
		const again = await server.send(
			[
				{ entry: earlier, ancestors: [base.version] },
				{ entry: same, ancestors: [base.version] },
				{ entry: base, ancestors: [] },
			],
			signal,
		);
		assert.deepEqual(
			{ again, kept: await all(server.conflictVersions(signal)) },
			{ again: [built, built, built], kept: [] },
		);
	});

	it('sees that a write grew out of one whose receipt was never confirmed', async () => {
		const server = await open(newId());
		await server.send([{ entry: earlier, ancestors: [] }], signal);
		await server.send([{ entry: later, ancestors: [earlier.version] }], signal);
		assert.deepEqual(await all(server.conflictVersions(signal)), []);
	});

	it('keeps each novel under keys of its own, which one node of a cluster has', async () => {
		const [novel, other] = [newId(), newId()];
		const server = await open(novel);
		await server.send([{ entry: base, ancestors: [] }], signal);
		await server.send([{ entry: earlier, ancestors: [] }], signal);
		const names = Object.keys(await everything());
		const stranger = await open(other);
		const stop = new AbortController();
		const nothing = stranger.changesSince(0, stop.signal);
		assert.deepEqual(
			{
				names,
				versions: await all(stranger.versions(signal)),
				conflicts: await all(stranger.conflictVersions(signal)),
				entries: await stranger.entries([base.id], signal),
				losers: await stranger.conflicts([stateOf(base)], signal),
				last: await stranger.lastChange(signal),
				changes: await nothing,
			},
			{
				names: ['entries', 'instance', 'revisions', 'stream', 'versions'].map(
					(n) => `prometheus-novel:{${novel}}:${n}`,
				),
				versions: [],
				conflicts: [],
				entries: [],
				losers: [],
				last: 0,
				changes: { kind: 'changes', position: 0, entries: [], conflicts: [] },
			},
		);
	});

	it('refuses a novel whose id could reach into the keys of another', () => {
		for (const novelId of ['', 'x', `${newId()}}:entries`, '{a}'])
			assert.throws(() => redisMemoryAt(redis.url, { novelId }), /ULID/);
	});

	it('tells who missed changes, and who followed data that was wiped', async () => {
		const novel = newId();
		const server = await open(novel);
		for (const ms of [1, 2, 3, 4])
			await server.send([{ entry: aMemory({ version: aVersion(ms) }), ancestors: [] }], signal);
		await direct.xtrim(`prometheus-novel:{${novel}}:stream`, 'MAXLEN', 2);
		const kinds = [];
		for (const position of [0, 1, 2, 3]) kinds.push((await server.changesSince(position, signal)).kind);
		await direct.flushall();
		kinds.push((await server.changesSince(4, signal)).kind);
		assert.deepEqual(kinds, ['lost', 'lost', 'changes', 'changes', 'lost']);
	});

	it('knows a server again, until it was started anew or its data was wiped', async () => {
		const own = await start({});
		const novel = newId();
		const first = (await open(novel, own.url)).identity;
		const again = (await open(novel, own.url)).identity;
		await own.kill();
		await own.start();
		const restarted = (await open(novel, own.url)).identity;
		const client = new Redis(own.port, '127.0.0.1');
		await client.flushall();
		client.disconnect();
		const wiped = (await open(novel, own.url)).identity;
		assert.deepEqual(
			{
				again,
				sameInstance: restarted.instance === first.instance,
				sameRun: restarted.run === first.run,
				sameAfterWiping: wiped.instance === first.instance,
			},
			{ again: first, sameInstance: true, sameRun: false, sameAfterWiping: false },
		);
	});

	it('leaves out what it cannot read', async () => {
		const novel = newId();
		const server = await open(novel);
		const odd = { ...base, id: 'a/b/c' as MemoryId };
		await server.send([{ entry: odd, ancestors: [] }], signal);
		await direct.hset(`prometheus-novel:{${novel}}:entries`, 'newer', '{"id":"newer","tier":"eternal"}', 'torn', '{');
		const ids = ['newer', 'torn', 'gone', odd.id] as MemoryId[];
		assert.deepEqual(await server.entries(ids, signal), [odd]);
	});

	it('warns of a server that may lose or drop what it has', async () => {
		const careless = await start({ settings: ['--appendonly', 'no', '--maxmemory-policy', 'allkeys-lru'] });
		const { warnings } = await open(newId(), careless.url);
		assert.deepEqual(
			{ safe: (await open(newId())).warnings, careless: warnings.map((warning) => warning.match(/"[^"]+"/g)) },
			{ safe: [], careless: [['"appendonly yes"'], ['"allkeys-lru"', '"maxmemory-policy noeviction"']] },
		);
	});

	it('works for a user who may do no more than is needed', async () => {
		const novel = newId();
		const rules = '+eval +hget +hset +hsetnx +hmget +hscan +set +get +exists +xinfo +xadd +xread +xrevrange';
		await direct.acl('SETUSER', 'novelist', 'on', '>pen', '~prometheus-novel:*', '-@all', ...rules.split(' '));
		const server = await open(novel, `redis://novelist:pen@127.0.0.1:${redis.port}`);
		await server.send([{ entry: base, ancestors: [] }], signal);
		assert.deepEqual(
			{ run: server.identity.run, told: await told(server), last: await server.lastChange(signal) },
			{ run: undefined, told: { entries: [stateOf(base)], conflicts: [] }, last: 1 },
		);
	});

	describe('that cannot be used', () => {
		const secret = 'pass#word/1';
		const encoded = encodeURIComponent(secret);
		const folder = temporaryFolder();

		/** Code and sentence of what `open` is rejected with. Nothing of it, however deep, may have a password in it. */
		const faultAt = async (url: string): Promise<readonly [string, string]> => {
			try {
				await open(newId(), url);
			} catch (error) {
				assert.ok(isAppError(error));
				const shown = inspect(error, { depth: 20, showHidden: true });
				assert.ok(!shown.includes(secret) && !shown.includes(encoded) && !shown.includes('word/1'), shown);
				return [error.code, error.message];
			}
			throw new Error('It could be used.');
		};

		it('says so in a sentence, without the password', async () => {
			const guarded = await start({ password: secret });
			const nobody = await freePort();
			assert.deepEqual(
				{
					wrong: await faultAt(`redis://:no${encoded}@127.0.0.1:${guarded.port}`),
					wrongUser: await faultAt(`redis://ivy:${encoded}@127.0.0.1:${guarded.port}`),
					none: await faultAt(`redis://127.0.0.1:${guarded.port}`),
					nobody: await faultAt(`redis://:${encoded}@127.0.0.1:${nobody}`),
					noSuchHost: await faultAt(`redis://:${encoded}@nowhere.invalid`),
				},
				{
					wrong: [
						'redis-refused',
						`The Redis server at 127.0.0.1:${guarded.port} does not accept this user and password. Check them in its URL.`,
					],
					wrongUser: [
						'redis-refused',
						`The Redis server at 127.0.0.1:${guarded.port} does not accept this user and password. Check them in its URL.`,
					],
					none: [
						'redis-refused',
						`The Redis server at 127.0.0.1:${guarded.port} wants a password. Put it into its URL: redis://:password@host.`,
					],
					nobody: [
						'redis-unreachable',
						`No Redis server answers at 127.0.0.1:${nobody}. Check its address, and whether it is running.`,
					],
					noSuchHost: ['redis-unreachable', 'There is no host of the name in nowhere.invalid:6379. Check the address.'],
				},
			);
		});

		it('is refused for an odd URL, of which nothing is repeated', async () => {
			const urls = [
				'',
				'127.0.0.1:6379',
				`http://:${secret}@127.0.0.1`,
				`redis://:${secret}@127.0.0.1`,
				`redis://ivy:12/${secret}@127.0.0.1`,
				`redis://${secret}@127.0.0.1`,
				`redis://:%zz${encoded}@127.0.0.1`,
				`redis://127.0.0.1/novels?password=${encoded}`,
				`redis://127.0.0.1:${secret}`,
			];
			const faults = [];
			for (const url of urls) faults.push(await faultAt(url));
			assert.deepEqual(new Set(faults.map(([code]) => code)), new Set(['bad-redis-url']));
			assert.equal(new Set(faults.map(([, sentence]) => sentence)).size, 1);
		});

		it('is spoken to over TLS when its authority is trusted, and not otherwise', async () => {
			const certificate = await serverCertificate(folder());
			const safe = await start({ tls: certificate, password: secret });
			const server = await open(newId(), safe.url, await readFile(certificate.ca, 'utf8'));
			await server.send([{ entry: base, ancestors: [] }], signal);
			assert.deepEqual(
				{ there: await server.entries([base.id], signal), distrusted: await faultAt(safe.url) },
				{
					there: [base],
					distrusted: [
						'redis-refused',
						`The certificate of the Redis server at 127.0.0.1:${safe.port} comes from an authority that this machine does not trust. Add that authority's certificate, and try again.`,
					],
				},
			);
		});
	});

	it('is given up at once when whoever waits for it does', async () => {
		const silent = createServer(() => undefined).listen(0, '127.0.0.1');
		await once(silent, 'listening');
		const stop = new AbortController();
		const url = `redis://127.0.0.1:${(silent.address() as AddressInfo).port}`;
		const opening = redisMemoryAt(url, { novelId: newId() }).open(stop.signal);
		const server = await open(newId());
		const waiting = server.changesSince(0, stop.signal);
		const reason = new Error('No more.');
		stop.abort(reason);
		const begun = performance.now();
		const outcomes = await Promise.allSettled([opening, waiting]);
		const took = performance.now() - begun;
		silent.close();
		assert.deepEqual(
			outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason === reason),
			[true, true],
		);
		assert.ok(took < 250, `It took ${took} ms.`);
	});

	it('has no connection left when it is closed', async () => {
		const connections = async (): Promise<number> =>
			((await direct.client('LIST')) as string).split('\n').filter((line) => line.includes('name=prometheus-novel'))
				.length;
		const before = await connections();
		const server = await redisMemoryAt(redis.url, { novelId: newId() }).open(signal);
		const during = await connections();
		const waiting = server.changesSince(0, signal);
		server.close();
		await assert.rejects(waiting, { code: 'redis-unreachable' });
		await until('both connections are gone', async () => (await connections()) === before);
		assert.equal(during, before + 2);
	});
});
