import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Redis } from 'ioredis';
import { redisBudgetAt, type LeasesMs } from '../../src/adapters/redis/redisBudgetServer.js';
import { isAppError } from '../../src/base/errors.js';
import { newCallId, newId, type CallId } from '../../src/base/ids.js';
import type { BudgetServer, OpenSharedCall, SharedLimits } from '../../src/core/cost/budgetServer.js';
import { sumOfShares, type BudgetShare } from '../../src/core/cost/budgetShares.js';
import { microUsd, noMoney } from '../../src/core/cost/money.js';
import { BudgetModel, type Lease } from '../support/budgetModel.js';
import { startCuttingProxy } from '../support/cuttingProxy.js';
import { startRedisServer, type RedisServer } from '../support/redisServer.js';
import { seededRandom } from '../support/seededRandom.js';
import { until } from '../support/until.js';

const month = '2026-11';
/** Nobody's lease ends in a test, unless it is over at once. */
const leasesMs: Readonly<Record<Lease, LeasesMs>> = {
	long: { now: 3_600_000, batch: 3_600_000 },
	over: { now: 0, batch: 0 },
};

describe('A Redis server of a budget', () => {
	const { signal } = new AbortController();
	let redis: RedisServer;
	let direct: Redis;
	const closing: { close(): void | Promise<void> }[] = [];
	const open = async (
		novelId: string,
		machine = 'desk',
		{ leases = leasesMs.long, url = redis.url }: { readonly leases?: LeasesMs; readonly url?: string } = {},
	): Promise<BudgetServer> => {
		const server = await redisBudgetAt(url, { novelId, machine, leasesMs: leases }).open(signal);
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
	afterEach(async () => {
		for (const one of closing.splice(0).toReversed()) await one.close();
	});

	const upTo = (novel: number, ofMonth?: number): SharedLimits => ({
		novel: microUsd(novel),
		month: ofMonth === undefined ? undefined : microUsd(ofMonth),
	});
	const aSharedCall = (held: number, changes: Partial<OpenSharedCall> = {}): OpenSharedCall & { asking: number } => ({
		...{ id: newCallId(), asking: 1, month, lane: 'now', held: microUsd(held), spentSoFar: noMoney },
		...changes,
	});
	const aShare = (machine: string, spent: number, held: number, changes: Partial<BudgetShare> = {}): BudgetShare => ({
		...{ machine, month, spent: microUsd(spent), held: microUsd(held), batched: noMoney },
		...changes,
	});
	const costOf = (id: CallId, cost: number, ofMonth = month) => ({ id, month: ofMonth, cost: microUsd(cost) });
	const sharesAt = (server: BudgetServer): Promise<readonly BudgetShare[]> => server.renew([], signal);

	it('takes in each write once, however often it is sent', async () => {
		const server = await open(newId());
		const [kept, settled, gone] = [aSharedCall(100), aSharedCall(200), aSharedCall(400)];
		const told: (readonly BudgetShare[])[] = [];
		for (let time = 1; time <= 3; time++) {
			for (const call of time === 1 ? [kept, settled, gone] : [kept, settled])
				assert.equal((await server.hold(call, upTo(700), signal)).verdict.kind, 'allowed');
			await server.withdraw([gone], signal);
			await server.renew([{ ...kept, spentSoFar: microUsd(10) }], signal);
			await server.settle([costOf(settled.id, 150), costOf('unheard' as CallId, 50)], signal);
			told.push(await sharesAt(server));
		}
		assert.deepEqual(told, [[aShare('desk', 200, 100)], [aShare('desk', 200, 100)], [aShare('desk', 200, 100)]]);
	});

	it('says which limit lacks the most, and what may come back', async () => {
		const novel = newId();
		const [desk, lap] = [await open(novel), await open(novel, 'lap')];
		await desk.settle([costOf(newCallId(), 500, '2026-10'), costOf(newCallId(), 100)], signal);
		await lap.hold(aSharedCall(200), upTo(1_000), signal);
		await lap.hold(aSharedCall(50, { lane: 'batch' }), upTo(1_000), signal);
		const own = aSharedCall(20, { lane: 'batch' });
		await desk.hold(own, upTo(1_000), signal);
		const ask = async (held: number, limits: SharedLimits): Promise<unknown> =>
			(await desk.hold(aSharedCall(held), limits, signal)).verdict;
		assert.deepEqual(
			{
				novel: await ask(131, upTo(1_000)),
				month: await ask(131, upTo(1_000, 400)),
				exact: await ask(130, upTo(1_000, 500)),
			},
			{
				// Nobody waits for another machine's batch; one's own are left to whoever asks.
				novel: { kind: 'denied', scope: 'novel', limit: 1_000, shortfall: 1, inFlight: 220 },
				month: { kind: 'denied', scope: 'month', limit: 400, shortfall: 101, inFlight: 220 },
				exact: { kind: 'allowed' },
			},
		);
	});

	it('never holds more than there is, however many ask at once', async () => {
		const novel = newId();
		const machines = await Promise.all(['a', 'b', 'c', 'd'].map((machine) => open(novel, machine)));
		const verdicts = await Promise.all(
			machines.flatMap((server) => Array.from({ length: 25 }, () => server.hold(aSharedCall(30), upTo(1_000), signal))),
		);
		const allowed = verdicts.filter(({ verdict }) => verdict.kind === 'allowed').length;
		const { spent, held } = sumOfShares(await sharesAt(await open(novel)));
		assert.deepEqual({ allowed, spent, held }, { allowed: 33, spent: 0, held: 990 });
	});

	it('counts a machine that is gone with what it had spent, until it says what it really was', async () => {
		const novel = newId();
		const desk = await open(novel);
		const lost = await open(novel, 'lost', { leases: { now: 1_500, batch: 60_000 } });
		const [call, silent] = [aSharedCall(600), aSharedCall(300)];
		const batch = aSharedCall(50, { lane: 'batch' });
		for (const one of [call, silent, batch]) await lost.hold(one, upTo(1_000), signal);
		await lost.renew([{ ...call, spentSoFar: microUsd(80) }], signal);
		const next = aSharedCall(500);
		const during = await desk.hold(next, upTo(1_000), signal);
		const over = await until('the leases are over', async () => {
			const hold = await desk.hold(next, upTo(1_000), signal);
			return hold.verdict.kind === 'allowed' && hold.shares;
		});
		await lost.settle([costOf(call.id, 170)], signal);
		await lost.settle([costOf(call.id, 170)], signal);
		const back = await sharesAt(desk);
		// This one is still out, and its machine has room again or not.
		const again = await lost.renew([silent], signal);
		assert.deepEqual(
			{ during: during.verdict.kind, over, back, again: sumOfShares(again) },
			{
				during: 'denied',
				over: [aShare('desk', 0, 500), aShare('lost', 80, 50, { batched: microUsd(50) })],
				back: [aShare('desk', 0, 500), aShare('lost', 170, 50, { batched: microUsd(50) })],
				again: { spent: 170, held: 850, batched: 50 },
			},
		);
	});

	it('holds nothing for an asking that was taken back before it came', async () => {
		const server = await open(newId());
		const call = aSharedCall(100);
		await server.withdraw([{ id: call.id, asking: 2 }], signal);
		for (const asking of [1, 2]) await server.hold({ ...call, asking }, upTo(50), signal).catch(() => undefined);
		const late = await sharesAt(server);
		const anew = await server.hold({ ...call, asking: 3 }, upTo(100), signal);
		await server.withdraw([{ id: call.id, asking: 2 }], signal);
		assert.deepEqual(
			{ late, anew: anew.verdict, after: await sharesAt(server) },
			{ late: [], anew: { kind: 'allowed' }, after: [aShare('desk', 0, 100)] },
		);
	});

	it('tells a ledger that was copied which of its calls another machine has settled', async () => {
		const novel = newId();
		const [desk, copy] = [await open(novel), await open(novel, 'copy')];
		const [first, second] = [costOf(newCallId(), 10), costOf(newCallId(), 20)];
		assert.deepEqual(
			[
				await desk.settle([first], signal),
				await copy.settle([first, second], signal),
				await desk.settle([first], signal),
				await sharesAt(desk),
			],
			[[], [first.id], [], [aShare('copy', 20, 0), aShare('desk', 10, 0)]],
		);
	});

	it('rejects whoever goes on as if nothing had happened when the budget was wiped', async () => {
		const novel = newId();
		const server = await open(novel);
		const call = aSharedCall(10);
		await server.hold(call, upTo(100), signal);
		await direct.flushall();
		const again = await open(novel);
		const attempts = [
			server.hold(call, upTo(100), signal),
			server.settle([costOf(call.id, 5)], signal),
			server.renew([call], signal),
			server.withdraw([call], signal),
		];
		const codes = [];
		for (const attempt of attempts)
			codes.push(await attempt.then(undefined, (error: unknown) => isAppError(error) && error.code));
		assert.deepEqual(
			{ codes, there: await sharesAt(again), isSame: again.identity.instance === server.identity.instance },
			{ codes: Array.from({ length: 4 }, () => 'budget-server-wiped'), there: [], isSame: false },
		);
	});

	it('keeps each novel under keys of its own, which one node of a cluster has', async () => {
		await direct.flushall();
		const [novel, other] = [newId(), newId()];
		const server = await open(novel);
		const call = aSharedCall(10);
		await server.hold(call, upTo(10), signal);
		await server.settle([costOf(newCallId(), 5)], signal);
		const stranger = await open(other);
		await stranger.withdraw([call], signal);
		await stranger.settle([costOf(call.id, 7)], signal);
		const names = (await direct.keys(`*${novel}*`)).sort();
		assert.deepEqual(
			{ names, own: await sharesAt(server), foreign: await sharesAt(stranger) },
			{
				names: ['calls', 'held', 'instance', 'leases', 'spent'].map((n) => `prometheus-novel:{${novel}}:budget:${n}`),
				own: [aShare('desk', 5, 10)],
				foreign: [aShare('desk', 7, 0)],
			},
		);
		assert.throws(() => redisBudgetAt(redis.url, { novelId: `${newId()}}:budget`, machine: 'desk' }), /ULID/);
	});

	it('works for a user who may do no more than is needed', async () => {
		const rules = '+eval +get +set +hget +hset +hdel +hgetall +hincrby +zadd +zrem +zrangebyscore +time';
		await direct.acl('SETUSER', 'novelist', 'on', '>pen', '~prometheus-novel:*', '-@all', ...rules.split(' '));
		const url = `redis://novelist:pen@127.0.0.1:${redis.port}`;
		const server = await open(newId(), 'desk', { url, leases: leasesMs.over });
		const [call, gone] = [aSharedCall(10), aSharedCall(20)];
		await server.hold(gone, upTo(100), signal);
		await server.withdraw([gone], signal);
		await server.hold(call, upTo(100), signal);
		await server.renew([call], signal);
		await server.settle([costOf(call.id, 4)], signal);
		assert.deepEqual([server.identity.run, await sharesAt(server)], [undefined, [aShare('desk', 4, 0)]]);
	});

	it('says what a user lacks who may do less', async () => {
		await direct.acl('SETUSER', 'reader', 'on', '>pen', '~prometheus-novel:*', '-@all', '+eval', '+get', '+set');
		const server = await open(newId(), 'desk', { url: `redis://reader:pen@127.0.0.1:${redis.port}` });
		await assert.rejects(sharesAt(server), {
			code: 'redis-refused',
			message: /allow its user scripts, hashes, sorted sets/,
		});
	});

	it('counts each call once when replies are cut and everything is sent again', async function () {
		this.timeout(20_000);
		const proxy = await startCuttingProxy(redis.port, seededRandom(11));
		closing.push(proxy);
		proxy.share = 0.15;
		const novel = newId();
		const url = `redis://127.0.0.1:${proxy.port}`;
		let server: BudgetServer | undefined;
		const persistently = async <T>(work: (server: BudgetServer) => Promise<T>): Promise<T> => {
			for (;;) {
				try {
					server ??= await open(novel, 'desk', { url });
					return await work(server);
				} catch (error) {
					assert.ok(isAppError(error) && error.code === 'redis-unreachable', String(error));
					server?.close();
					server = undefined;
				}
			}
		};
		let spent = 0;
		let held = 0;
		const calls = Array.from({ length: 120 }, (_, at) => aSharedCall(10 + at));
		for (const [at, call] of calls.entries()) {
			const verdict = await persistently(async (open) => (await open.hold(call, upTo(1_000_000), signal)).verdict);
			assert.equal(verdict.kind, 'allowed');
			if (at % 3 === 0) await persistently((open) => open.withdraw([call], signal));
			else if (at % 3 === 1) await persistently((open) => open.settle([costOf(call.id, at)], signal));
			else await persistently((open) => open.renew([call], signal));
			spent += at % 3 === 1 ? at : 0;
			held += at % 3 === 2 ? call.held : 0;
		}
		assert.ok(proxy.cuts > 20, `Only ${proxy.cuts} replies were cut.`);
		assert.deepEqual(await sharesAt(await open(novel)), [aShare('desk', spent, held)]);
	});

	it('does what a plain model of it does, in whatever order things come', async function () {
		this.timeout(30_000);
		const machine = fc.constantFrom('desk', 'lap');
		const id = fc.constantFrom(...['c1', 'c2', 'c3', 'c4', 'c5'].map((name) => name as CallId));
		const ofMonth = fc.constantFrom('2026-10', '2026-11', '2026-12');
		const lease = fc.constantFrom<Lease>('long', 'long', 'over');
		const asking = fc.integer({ min: 1, max: 4 });
		const amount = fc.integer({ min: 0, max: 60 }).map(microUsd);
		const lane = fc.constantFrom('now' as const, 'batch' as const);
		const limits = fc.record({ novel: amount, month: fc.option(amount, { nil: undefined }) });
		const call = fc.record({ id, month: ofMonth, lane, held: amount, spentSoFar: amount });
		const step = fc.oneof(
			{ weight: 3, arbitrary: fc.record({ do: fc.constant('hold' as const), machine, lease, call, asking, limits }) },
			fc.record({ do: fc.constant('withdraw' as const), machine, lease, id, asking }),
			fc.record({
				...{ do: fc.constant('settle' as const), machine, lease },
				calls: fc.array(fc.record({ id, month: ofMonth, cost: amount }), { maxLength: 3 }),
			}),
			fc.record({ do: fc.constant('renew' as const), machine, lease, calls: fc.array(call, { maxLength: 3 }) }),
		);
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
				const model = new BudgetModel();
				const novel = newId();
				const servers = new Map<string, BudgetServer>();
				const serverOf = async (name: string, of: Lease): Promise<BudgetServer> => {
					const known = servers.get(`${name} ${of}`) ?? (await open(novel, name, { leases: leasesMs[of] }));
					servers.set(`${name} ${of}`, known);
					return known;
				};
				for (const one of steps) {
					const server = await serverOf(one.machine, one.lease);
					let expected: unknown;
					let found: unknown;
					if (one.do === 'hold') {
						const asked = { ...one.call, asking: one.asking };
						expected = model.hold(one.machine, asked, one.limits, one.lease);
						// What was taken back before it came is refused without a reason: nobody listens any more.
						const hold = await server.hold(asked, one.limits, signal).catch(() => undefined);
						found = hold?.verdict.kind === 'allowed';
					} else if (one.do === 'withdraw') {
						model.withdraw(one.machine, one.id, one.asking, one.lease);
						await server.withdraw([one], signal);
					} else if (one.do === 'settle') {
						expected = model.settle(one.machine, one.calls);
						found = await server.settle(one.calls, signal);
					} else {
						model.renew(one.machine, one.calls, one.lease);
						await server.renew(one.calls, signal);
					}
					assert.deepEqual(found, expected);
				}
				const reader = await serverOf('desk', 'long');
				model.renew('desk', [], 'long');
				const shares = await sharesAt(reader);
				const sums = ['', '2026-11', '2026-12'].flatMap((since) =>
					[undefined, 'desk', 'lap'].map((name) => {
						const { spent, held } = sumOfShares(
							shares.filter((share) => name === undefined || share.machine === name),
							since,
						);
						return { since, name, spent, held };
					}),
				);
				assert.deepEqual(
					sums,
					sums.map(({ since, name }) => ({
						...{ since, name },
						spent: model.total('spent', since, name),
						held: model.total('held', since, name),
					})),
				);
				for (const server of servers.values()) server.close();
			}),
			{ numRuns: 80 },
		);
	});
});
