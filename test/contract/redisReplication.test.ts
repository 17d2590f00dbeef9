import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { newId } from '../../src/base/ids.js';
import type { MemoryEntry, MemoryId } from '../../src/core/memory/entry.js';
import type { ReplicaState } from '../../src/core/memory/replication.js';
import { startCuttingProxy } from '../support/cuttingProxy.js';
import { openMachine, type MemoryMachine } from '../support/novel/memoryMachine.js';
import { RandomNovelist } from '../support/novel/randomNovelist.js';
import { freePort, startRedisServer, type RedisServer } from '../support/redisServer.js';
import { seededRandom } from '../support/seededRandom.js';
import { until } from '../support/until.js';

const writesUnderKills = 10_000;
const kills = 14;
const writesThroughProxy = 1_500;
/** In memory where there is such a place: that SQLite reaches the disk is not in question here, and takes its time. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
/** Nobody may ever wait longer for a server that is down. */
const longestWaitMs = 250;

describe('Memory on several machines', function () {
	this.timeout(180_000);
	let redis: RedisServer;
	let novelId = '';
	const folders: string[] = [];
	let machines: MemoryMachine[] = [];
	beforeEach(async () => {
		redis = await startRedisServer();
		novelId = newId();
	});
	afterEach(async () => {
		for (const machine of machines.splice(0)) await machine.close();
		await redis.close();
		for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
	});

	/** A window on a machine of its own, unless it is another one on the same. */
	const open = async (folder?: string): Promise<MemoryMachine> => {
		const own = folder ?? (await mkdtemp(join(place, 'prometheus-novel-machine-')));
		if (folder === undefined) folders.push(own);
		const machine = await openMachine(own, novelId);
		machines.push(machine);
		return machine;
	};
	const openTwo = async (): Promise<readonly [MemoryMachine, MemoryMachine]> => [await open(), await open()];
	const close = async (machine: MemoryMachine): Promise<void> => {
		machines = machines.filter((one) => one !== machine);
		await machine.close();
	};
	const connect = async (...all: readonly MemoryMachine[]): Promise<void> => {
		for (const { replication } of all) await replication.connect(redis.url);
	};
	const isSynchronised = ({ replication }: MemoryMachine): boolean => replication.state.kind === 'synchronised';
	/** Resolves when all say the same and have nothing left to send. */
	const agreed = async (...all: readonly MemoryMachine[]): Promise<void> => {
		await until(
			'all machines agree',
			() => all.every(isSynchronised) && new Set(all.map(({ store }) => store.contentHash())).size === 1,
			120_000,
		);
	};
	const texts = ({ memory }: MemoryMachine): readonly string[] =>
		memory
			.list()
			.map(({ text }) => text)
			.sort();
	const note = (text: string): { readonly text: string } => ({ text });
	const idOf = (machine: MemoryMachine, text: string): MemoryId => {
		const found = machine.memory.list().find((entry) => entry.text === text);
		assert.ok(found, `Nothing says "${text}".`);
		return found.id;
	};

	it('is the same on both when each had some of its own', async () => {
		const [one, two] = await openTwo();
		one.memory.addAll(Array.from({ length: 2_500 }, (_, at) => note(`one ${at}`)));
		const shared = one.memory.add(note('Ivy is left-handed.'));
		const gone = one.memory.add(note('Gary sails.'));
		two.store.put([shared, gone]);
		two.memory.addAll(Array.from({ length: 50 }, (_, at) => note(`two ${at}`)));
		two.memory.edit(shared.id, note('Ivy is right-handed.'));
		two.memory.remove(gone.id);
		const before = [one.outbox.waiting(), two.outbox.waiting()];
		await connect(one, two);
		await agreed(one, two);
		assert.deepEqual(
			{ before, entries: one.all().length, same: two.all(), conflicts: one.conflicts(shared.id) },
			{ before: [0, 0], entries: 2_552, same: one.all(), conflicts: [] },
		);
		assert.deepEqual(
			[one.memory.get(shared.id)?.text, one.memory.get(gone.id), one.memory.revisions(shared.id).length],
			['Ivy is right-handed.', undefined, 1],
		);
	});

	it('follows what the other writes, and tells those who watch', async () => {
		const [one, two] = await openTwo();
		let changes = 0;
		two.memory.onChange(() => changes++);
		await connect(one, two);
		await agreed(one, two);
		one.memory.add(note('Ivy is left-handed.'));
		await until('the other has it', () => texts(two).length === 1, 1_000);
		two.memory.edit(idOf(two, 'Ivy is left-handed.'), note('Ivy is right-handed.'));
		await until('it comes back', () => texts(one)[0] === 'Ivy is right-handed.', 1_000);
		assert.ok(changes >= 2, 'Whoever watches was told nothing.');
	});

	it('keeps the losing side of a concurrent edit on both', async () => {
		const [one, two] = await openTwo();
		await connect(one, two);
		const entries = one.memory.addAll([note('first'), note('second'), note('third')]);
		await agreed(one, two);
		const losers: MemoryEntry[] = [];
		for (const [at, { id }] of entries.entries()) {
			await one.replication.disconnect();
			await two.replication.disconnect();
			const [loser, winner] = at === 1 ? [two, one] : [one, two];
			losers.push(loser.memory.edit(id, note(`${at} lost`)));
			await until('the clock goes on', () => Date.now() > (losers.at(-1)?.updatedAt ?? 0));
			if (at === 2) winner.memory.remove(id);
			else winner.memory.edit(id, note(`${at} won`));
			// Either side may be the first to arrive.
			const order = at === 0 ? [one, two] : [two, one];
			for (const machine of order) {
				await connect(machine);
				await until('it has sent what it has', () => isSynchronised(machine));
			}
			await agreed(one, two);
		}
		await until('both know of it', () =>
			[one, two].every((m) => entries.every(({ id }) => m.conflicts(id).length > 0)),
		);
		const said = ({ version, text }: MemoryEntry): readonly string[] => [version, text];
		const conflicts = (machine: MemoryMachine): unknown => entries.map(({ id }) => machine.conflicts(id).map(said));
		assert.deepEqual(
			{ texts: texts(one), one: conflicts(one), two: conflicts(two) },
			{
				texts: ['0 won', '1 won'],
				one: losers.map((loser) => [said(loser)]),
				two: losers.map((loser) => [said(loser)]),
			},
		);
	});

	it('opens with what is newer, here or there', async () => {
		const [one, two] = await openTwo();
		await connect(one, two);
		const [here, there] = one.memory.addAll([note('here'), note('there')]).map(({ id }) => id) as [MemoryId, MemoryId];
		await agreed(one, two);
		const folder = folders[0] ?? '';
		await close(one);
		two.memory.edit(there, note('there, changed'));
		await until('the server has it', () => two.outbox.waiting() === 0);
		const offline = await open(folder);
		offline.memory.edit(here, note('here, changed'));
		await connect(offline);
		await agreed(offline, two);
		assert.deepEqual(texts(two), ['here, changed', 'there, changed']);
	});

	it('is shared by several windows of one machine, each of which may send', async () => {
		const [one, two] = await openTwo();
		const second = await open(folders[0]);
		await connect(one, second, two);
		await agreed(one, second, two);
		const novelists = [one, second, two].map((m, at) => new RandomNovelist(m, seededRandom(at), 'own entries'));
		for (let round = 0; round < 100; round++)
			for (const novelist of novelists) {
				for (let write = 0; write < 5; write++) novelist.write();
				await new Promise((resolve) => setImmediate(resolve));
			}
		await agreed(one, second, two);
		const expected = RandomNovelist.newest(novelists);
		const conflicts = (m: MemoryMachine): number => expected.reduce((sum, { id }) => sum + m.conflicts(id).length, 0);
		assert.deepEqual(
			{ one: one.all(), two: two.all(), conflicts: [one, two].map(conflicts) },
			{ one: expected, two: expected, conflicts: [0, 0] },
		);
	});

	it(`loses and doubles nothing of ${writesUnderKills} writes while the server is killed ${kills} times`, async () => {
		const random = seededRandom(2_026);
		const two = await openTwo();
		await connect(...two);
		const novelists = two.map((machine, at) => new RandomNovelist(machine, seededRandom(at), 'any entries'));
		let outages = 0;
		two[0].replication.onState(({ kind }) => (outages += kind === 'unreachable' ? 1 : 0));
		const writesBetween = writesUnderKills / kills;
		for (let kill = 1; kill <= kills; kill++) {
			let left = writesBetween;
			const write = async (share: number): Promise<void> => {
				for (const end = Math.max(0, left - writesBetween * share); left > end; left--) {
					novelists[left % 2 < 1 ? 0 : 1]?.write();
					if (Math.floor(left) % 8 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
				}
			};
			await write(random());
			await redis.kill();
			await write(random() / 2);
			// As if the machine had crashed, and its disk had not got the latest yet.
			if (kill % 3 === 0) await redis.lose(Math.floor(random() * 60_000));
			await Promise.all([redis.start(), write(1)]);
		}
		await agreed(...two);
		const expected = RandomNovelist.newest(novelists);
		const written = novelists.reduce((sum, novelist) => sum + novelist.writes, 0);
		assert.deepEqual({ first: two[0].all(), second: two[1].all() }, { first: expected, second: expected });
		assert.ok(written >= writesUnderKills && outages >= kills / 2, `${written} writes, ${outages} outages`);
	});

	it('is exact when replies are cut', async () => {
		const two = await openTwo();
		const proxy = await startCuttingProxy(redis.port, seededRandom(11));
		try {
			for (const { replication } of two) await replication.connect(`redis://127.0.0.1:${proxy.port}`);
			await agreed(...two);
			proxy.share = 0.1;
			const novelists = two.map((machine, at) => new RandomNovelist(machine, seededRandom(at), 'own entries'));
			// A busy machine sends more in one batch, and so has fewer replies to cut.
			for (let write = 0; write < writesThroughProxy || proxy.cuts < 20; write++) {
				novelists[write % 2]?.write();
				if (write % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
			}
			proxy.share = 0;
			await agreed(...two);
			const expected = RandomNovelist.newest(novelists);
			const conflicts = two.map((m) => expected.filter(({ id }) => m.conflicts(id).length > 0));
			assert.deepEqual(
				{ first: two[0].all(), second: two[1].all(), conflicts },
				{ first: expected, second: expected, conflicts: [[], []] },
			);
		} finally {
			await proxy.close();
		}
	});

	it('comes back onto a server that has lost all of it', async () => {
		const [one, two] = await openTwo();
		await connect(one, two);
		one.memory.addAll(Array.from({ length: 500 }, (_, at) => note(`one ${at}`)));
		await agreed(one, two);
		const server = new Redis(redis.port, '127.0.0.1').on('error', () => undefined);
		const entriesThere = (): Promise<number> => server.hlen(`prometheus-novel:{${novelId}}:entries`);
		const before = await entriesThere();
		await server.flushall();
		await until('all is there again', async () => (await entriesThere()) === 500);
		await redis.kill();
		await redis.lose(10_000_000);
		await redis.start();
		await until('all is there again', async () => (await entriesThere().catch(() => 0)) === 500);
		server.disconnect();
		two.memory.add(note('two'));
		await agreed(one, two);
		assert.deepEqual([before, texts(one).length], [500, 501]);
	});

	it('never waits for a server that is down, counts what has to go out, and sends it when the server is back', async () => {
		const [one, two] = await openTwo();
		await connect(one, two);
		const { id } = one.memory.add(note('Ivy is left-handed.'));
		await agreed(one, two);
		const states: ReplicaState[] = [];
		one.replication.onState((state) => states.push(state));
		await redis.kill();
		const times: Record<string, number> = {};
		const timed = async (name: string, work: () => unknown): Promise<void> => {
			const begun = performance.now();
			await work();
			times[name] = performance.now() - begun;
		};
		await timed('flush, before anyone knows', () => one.replication.flush());
		await timed('add', () => one.memory.add(note('Gary sails.')));
		await timed('edit', () => one.memory.edit(id, note('Ivy is right-handed.')));
		await timed('list', () => one.memory.list());
		await timed('flush', () => one.replication.flush());
		await timed('connect', () => one.replication.connect(redis.url));
		await timed('disconnect', () => one.replication.disconnect());
		await timed('first connect', () => one.replication.connect(redis.url));
		await until('it is known', () => one.replication.state.kind === 'unreachable');
		const { state } = one.replication;
		assert.ok(state.kind === 'unreachable' && Date.now() - state.since < 20_000);
		assert.deepEqual(
			{
				slow: Object.entries(times).filter(([, ms]) => ms > longestWaitMs),
				reason: state.reason,
				entries: state.entries,
			},
			{
				slow: [],
				reason: `No Redis server answers at 127.0.0.1:${redis.port}. Check its address, and whether it is running.`,
				entries: 2,
			},
		);
		await redis.start();
		await agreed(one, two);
		assert.deepEqual(texts(two), ['Gary sails.', 'Ivy is right-handed.']);
		assert.deepEqual([...new Set(states.map(({ kind }) => kind))].sort(), [
			'local',
			'synchronised',
			'unreachable',
			'waiting',
		]);
	});

	it('never waits for a server that takes connections and says nothing', async () => {
		const [one] = await openTwo();
		await connect(one);
		await until('it is connected', () => isSynchronised(one));
		const server = new Redis(redis.port, '127.0.0.1');
		await server.client('PAUSE', 3_000);
		one.memory.add(note('Ivy is left-handed.'));
		const begun = performance.now();
		const flushed = await one.replication.flush();
		const connected = await one.replication.connect(redis.url);
		const took = performance.now() - begun;
		assert.deepEqual({ flushed, connected }, { flushed: { kind: 'waiting', entries: 1 }, connected: flushed });
		assert.ok(took < 2 * longestWaitMs, `It took ${took} ms.`);
		const closing = performance.now();
		await close(one);
		assert.ok(performance.now() - closing < longestWaitMs);
		server.disconnect();
	});

	it('waits with a flush while the server takes in what was written', async () => {
		const [one] = await openTwo();
		await connect(one);
		await until('it is connected', () => isSynchronised(one));
		one.memory.addAll(Array.from({ length: 3_000 }, (_, at) => note(`one ${at}`)));
		const { kind } = await one.replication.flush(30_000);
		const server = new Redis(redis.port, '127.0.0.1');
		const there = await server.hlen(`prometheus-novel:{${novelId}}:entries`);
		server.disconnect();
		assert.deepEqual({ kind, there }, { kind: 'synchronised', there: 3_000 });
	});

	it('says why a server refuses, and goes on alone', async () => {
		const [one] = await openTwo();
		const guarded = await startRedisServer({ password: 'secret' });
		try {
			const url = guarded.url.replace('secret', 'guess');
			await one.replication.connect(url);
			const state = await until('it is known', () => {
				const { state: now } = one.replication;
				return now.kind === 'unreachable' && now;
			});
			one.memory.add(note('Ivy is left-handed.'));
			assert.deepEqual(
				[state.reason, texts(one)],
				[
					`The Redis server at 127.0.0.1:${guarded.port} does not accept this user and password. Check them in its URL.`,
					['Ivy is left-handed.'],
				],
			);
			await assert.rejects(one.replication.connect('redis:/guess'), { code: 'bad-redis-url' });
		} finally {
			await guarded.close();
		}
	});

	it('stays apart from another novel on the same server', async () => {
		const one = await open();
		const ofOne = novelId;
		novelId = newId();
		const stranger = await open();
		await connect(one, stranger);
		await until('both are connected', () => [one, stranger].every(isSynchronised));
		one.memory.add(note('Ivy is left-handed.'));
		await one.replication.flush();
		stranger.memory.add(note('Gary sails.'));
		await stranger.replication.flush();
		novelId = ofOne;
		const again = await open();
		await connect(again);
		await agreed(one, again);
		assert.deepEqual([texts(again), texts(stranger)], [['Ivy is left-handed.'], ['Gary sails.']]);
	});

	it('keeps nothing for sending before a server was ever connected', async () => {
		const [one] = await openTwo();
		one.memory.add(note('Ivy is left-handed.'));
		await one.replication.connect(`redis://127.0.0.1:${await freePort()}`);
		await until('it is known', () => one.replication.state.kind === 'unreachable');
		one.memory.add(note('Gary sails.'));
		assert.deepEqual([one.outbox.isShared(), one.outbox.waiting()], [false, 0]);
		await connect(one);
		await until('it is sent', () => isSynchronised(one));
		await one.replication.disconnect();
		one.memory.add(note('Noreen knits.'));
		assert.deepEqual(
			[one.outbox.isShared(), one.outbox.waiting(), one.replication.state],
			[true, 1, { kind: 'local' }],
		);
	});
});
