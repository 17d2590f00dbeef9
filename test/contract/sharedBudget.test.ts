import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { systemProcess } from '../../src/adapters/system/systemProcess.js';
import { systemClock } from '../../src/base/clock.js';
import { isAppError } from '../../src/base/errors.js';
import { newCallId, newId, type CallId, type RunId } from '../../src/base/ids.js';
import { Lifetime } from '../../src/base/lifetime.js';
import { defaultSettings } from '../../src/compose/projectSettings.js';
import { composeCosts } from '../../src/compose/composeCosts.js';
import { monthOf } from '../../src/core/cost/calendar.js';
import { microUsd, sumOf } from '../../src/core/cost/money.js';
import {
	microDollarPrices,
	noTokens,
	openBudgetMachine,
	type BudgetMachine,
	type BudgetMachineOptions,
} from '../support/budgetMachine.js';
import { aCall, anEnd } from '../support/calls.js';
import { startCuttingProxy } from '../support/cuttingProxy.js';
import { bundleScript, startScript, type ScriptProcess } from '../support/processes/scriptProcess.js';
import type { SharedSpending } from '../support/processes/shareBudget.js';
import { freePort, startRedisServer, type RedisServer } from '../support/redisServer.js';
import { seededRandom } from '../support/seededRandom.js';
import { until } from '../support/until.js';

const { signal } = new AbortController();

/** Micro-dollars spent and held at most, and how often that was looked at. */
interface Sampled {
	readonly server: number;
	readonly ledgers: number;
	readonly samples: number;
}

describe('The budget of a novel on several machines', function () {
	this.timeout(40_000);
	let redis: RedisServer;
	let direct: Redis;
	let folder = '';
	let novelId = '';
	const closing: { close(): void | Promise<void> }[] = [];
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'prometheus-novel-budget-'));
		novelId = newId();
		redis = await startRedisServer();
		direct = new Redis(redis.port, '127.0.0.1', { retryStrategy: () => 50 });
		direct.on('error', () => undefined);
	});
	afterEach(async () => {
		for (const one of closing.splice(0).toReversed()) await one.close();
		direct.disconnect();
		await redis.close();
		await rm(folder, { recursive: true, force: true });
	});

	const pathOf = (name: string): string => join(folder, `${name}.db`);
	const open = async (name: string, options: Partial<BudgetMachineOptions> = {}): Promise<BudgetMachine> => {
		const machine = await openBudgetMachine({ path: pathOf(name), novelId, budget: 1_000, host: name, ...options });
		closing.push(machine);
		return machine;
	};
	const openShared = async (name: string, options: Partial<BudgetMachineOptions> = {}): Promise<BudgetMachine> => {
		const machine = await open(name, options);
		await machine.shared.connect(redis.url);
		await connected(machine);
		return machine;
	};
	const connected = async ({ shared }: BudgetMachine): Promise<void> => {
		await until('it is connected, and nothing is left to send', () => {
			const { state } = shared;
			return state.kind === 'connected' && state.backlog === 0;
		});
	};
	const close = async (machine: BudgetMachine): Promise<void> => {
		closing.splice(closing.indexOf(machine), 1);
		await machine.close();
	};
	const hold = async ({ gate, owner }: BudgetMachine, held: number, until = signal): Promise<CallId> => {
		const call = aCall({ id: newCallId(), owner, heldMicroUsd: microUsd(held), startedAt: Date.now() });
		await gate.hold(call, until);
		return call.id;
	};
	const settle = ({ gate }: BudgetMachine, id: CallId, cost: number): void =>
		gate.settle(id, 'run-1' as RunId, anEnd({ cost: microUsd(cost) }));
	const spend = async (machine: BudgetMachine, cost: number): Promise<void> =>
		settle(machine, await hold(machine, cost), cost);
	/** What there is at the server: micro-dollars. */
	const atServer = async (): Promise<{ readonly spent: number; readonly held: number }> => {
		const key = (name: string): string => `prometheus-novel:{${novelId}}:budget:${name}`;
		const replies = await direct.multi().hvals(key('spent')).hvals(key('held')).exec();
		const [spent = 0, held = 0] = (replies ?? []).map(([, values]) =>
			(values as string[]).reduce((sum, value) => sum + Number(value), 0),
		);
		return { spent, held };
	};
	const sent = async (spent: number, held = 0): Promise<void> => {
		await until(`${spent} are spent and ${held} held at the server`, async () => {
			const there = await atServer();
			return there.spent === spent && there.held === held;
		});
	};
	const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
		await work.then(
			() => 'allowed',
			(error: unknown) => (isAppError(error) ? error.code : (error as Error).name),
		);
	const elsewhere = ({ shared }: BudgetMachine): unknown => shared.elsewhere('novel', '');

	/** Looks at the server and at ledgers as often as it can. */
	const startSampling = (ledgers: readonly BudgetMachine[]): { stop(): Promise<Sampled> } => {
		const most = { server: 0, ledgers: 0, samples: 0 };
		const over = new AbortController();
		const sampling = (async () => {
			for (; !over.signal.aborted; most.samples++) {
				const { spent, held } = await atServer();
				const own = ledgers.map(({ ledger }) => ledger.totals());
				most.server = Math.max(most.server, spent + held);
				most.ledgers = Math.max(most.ledgers, sumOf(own.map((one) => microUsd(one.spent + one.held))));
				await delay(2);
			}
		})();
		return {
			stop: async () => {
				over.abort();
				await sampling;
				return most;
			},
		};
	};
	const begin = async (window: ScriptProcess): Promise<void> => {
		assert.equal((await window.lines.next()).value, 'ready');
		window.child.stdin?.write('\n');
	};

	it('is never exceeded by windows that are killed, cut off and aborted, and is used up', async () => {
		const budget = 10_000_000;
		const random = seededRandom(5);
		const proxy = await startCuttingProxy(redis.port, random);
		closing.push(proxy);
		proxy.share = 0.06;
		const script = await bundleScript('shareBudget', folder);
		let started = 0;
		const start = (name: string): ScriptProcess => {
			const spending: SharedSpending = {
				...{ path: pathOf(name), host: name, novelId, budget, leasesMs: { now: 5_000, batch: 60_000 } },
				...{ url: `redis://127.0.0.1:${proxy.port}`, callsAtOnce: 16, heldMicroUsd: budget / 10, seed: ++started },
			};
			return startScript(script, JSON.stringify(spending));
		};
		const ledgers = [await open('one'), await open('two')];
		const sampling = startSampling(ledgers);
		const windows = ['one', 'two', 'one', 'two'].map((name) => ({ name, process: start(name) }));
		for (const { process } of windows) await begin(process);
		for (const window of [...windows, ...windows.slice(0, 2)]) {
			await delay(random() * 120);
			window.process.child.kill('SIGKILL');
			await window.process.ended;
			window.process = start(window.name);
			await begin(window.process);
		}
		const ends = await Promise.all(windows.map(({ process }) => process.ended));
		for (const { shared } of ledgers) await shared.connect(redis.url);
		for (const ledger of ledgers) await connected(ledger);
		await until('nothing is held', async () => (await atServer()).held === 0);
		const most = await sampling.stop();
		const { spent } = await atServer();
		const own = ledgers.map(({ ledger }) => ledger.totals());
		assert.deepEqual(
			{
				codes: ends.map((end) => (end as readonly unknown[])[0]),
				isWithin: most.server <= budget && most.ledgers <= budget,
				isUsedUp: spent >= 0.9 * budget,
				own: sumOf(own.map((one) => one.spent)),
				held: sumOf(own.map((one) => one.held)),
			},
			{ codes: [0, 0, 0, 0], isWithin: true, isUsedUp: true, own: spent, held: 0 },
			JSON.stringify({ most, spent }),
		);
		assert.ok(most.samples > 100 && proxy.cuts > 5, JSON.stringify({ most, cuts: proxy.cuts }));
	});

	it('counts what was spent before it was shared, once, on whatever server it comes to', async () => {
		const one = await open('one');
		for (const cost of [100, 200]) await spend(one, cost);
		const out = await hold(one, 300);
		await one.shared.connect(redis.url);
		await sent(300, 300);
		const two = await openShared('two');
		const heard = elsewhere(two);
		assert.equal(await codeOf(hold(two, 401, AbortSignal.timeout(400))), 'TimeoutError');
		settle(one, out, 50);
		await until('there is room again', async () => (await codeOf(hold(two, 400))) === 'allowed');
		const other = await startRedisServer();
		closing.push(other);
		for (const machine of [one, two]) {
			await machine.shared.connect(other.url);
			await connected(machine);
		}
		await until('each knows of the other', () => (elsewhere(one) as { held: number }).held === 400);
		assert.deepEqual(
			{ heard, one: elsewhere(one), two: elsewhere(two), local: one.shared.state.kind },
			{
				heard: { spent: 300, held: 300 },
				one: { spent: 0, held: 400 },
				two: { spent: 350, held: 0 },
				local: 'connected',
			},
		);
		await one.shared.disconnect();
		assert.deepEqual([elsewhere(one), one.shared.state], [{ spent: 0, held: 0 }, { kind: 'local' }]);
	});

	it('knows two windows of one machine as one, and a copied folder as another whose past is shared', async () => {
		const first = await openShared('one');
		await spend(first, 100);
		const second = await openShared('one');
		await spend(second, 50);
		await sent(150);
		await close(second);
		await close(first);
		await copyFile(pathOf('one'), pathOf('copy'));
		const [one, copy] = [await openShared('one'), await openShared('copy')];
		await spend(copy, 30);
		await spend(one, 7);
		await until('each knows of the other', () => (elsewhere(one) as { spent: number }).spent === 30);
		await until('each knows of the other', () => (elsewhere(copy) as { spent: number }).spent === 7);
		assert.deepEqual(
			{ server: await atServer(), own: [one, copy].map(({ ledger }) => ledger.totals().spent) },
			{ server: { spent: 187, held: 0 }, own: [157, 180] },
		);
	});

	it('is told anew to a server that has lost some or all of it', async () => {
		const [one, two] = [await openShared('one'), await openShared('two')];
		for (const machine of [one, two]) for (let call = 1; call <= 20; call++) await spend(machine, call);
		const out = await hold(one, 100);
		await sent(420, 100);
		await redis.kill();
		await redis.lose(4_000);
		await redis.start();
		await sent(420, 100);
		await direct.flushall();
		await sent(420, 100);
		settle(one, out, 80);
		await sent(500);
		await connected(one);
		await connected(two);
		assert.equal(await codeOf(hold(two, 501)), 'budget-exceeded');
	});

	it('counts what a machine has spent that is off when the server loses it', async () => {
		const [one, two] = [await openShared('one'), await openShared('two')];
		await spend(two, 700);
		await until('one has heard of it', () => (elsewhere(one) as { spent: number }).spent === 700);
		await close(two);
		await direct.flushall();
		await spend(one, 100);
		await sent(100);
		const tooMuch = await codeOf(hold(one, 201));
		await openShared('two');
		await sent(800);
		assert.deepEqual([tooMuch, elsewhere(one)], ['budget-exceeded', { spent: 700, held: 0 }]);
	});

	it('is waited for while its server is away, if the author wants that, and not forever', async () => {
		const one = await openShared('one', { patienceMs: 600 });
		await spend(one, 100);
		await sent(100);
		await redis.kill();
		const away = await codeOf(hold(one, 10));
		const { state } = one.shared;
		const free = await codeOf(hold(one, 0));
		const aborted = await codeOf(hold(one, 10, AbortSignal.timeout(50)));
		await redis.start();
		await connected(one);
		await hold(one, 10);
		await sent(100, 10);
		assert.deepEqual(
			{ away, state: state.kind, free, aborted, calls: one.ledger.totals().calls },
			{ away: 'budget-server-away', state: 'away', free: 'allowed', aborted: 'TimeoutError', calls: 3 },
		);
	});

	it('opens as soon without its server, and goes on when that comes', async () => {
		await redis.kill();
		const one = await open('one');
		const begun = Date.now();
		await one.shared.connect(redis.url);
		const openedMs = Date.now() - begun;
		const waiting = hold(one, 100);
		await redis.start();
		await waiting;
		await sent(0, 100);
		assert.ok(openedMs < 500, `Opening took ${openedMs} ms.`);
	});

	it('is counted with what was last heard of the others, if the author wants to go on without the server', async () => {
		const [one, two] = [await openShared('one', { whenServerIsAway: 'continue' }), await openShared('two')];
		await spend(two, 600);
		await until('one has heard of it', () => (elsewhere(one) as { spent: number }).spent === 600);
		await redis.kill();
		await until('one knows that the server is away', () => one.shared.state.kind === 'away');
		await spend(one, 100);
		await close(one);
		const again = await open('one', { whenServerIsAway: 'continue' });
		await again.shared.connect(redis.url);
		const out = await hold(again, 200);
		const tooMuch = await codeOf(hold(again, 301));
		await redis.start();
		await sent(700, 200);
		settle(again, out, 150);
		await sent(850);
		assert.deepEqual(
			{ tooMuch, two: await codeOf(hold(two, 151)), fits: await codeOf(hold(two, 150)) },
			{ tooMuch: 'budget-exceeded', two: 'budget-exceeded', fits: 'allowed' },
		);
	});

	it('says at once why it cannot be shared at all', async () => {
		const one = await open('one');
		const bad = await codeOf(one.shared.connect('http://127.0.0.1'));
		const { state } = one.shared;
		const refused = await codeOf(hold(one, 10));
		await one.shared.connect(`redis://127.0.0.1:${await freePort()}`);
		await until('it is away', () => one.shared.state.kind === 'away');
		assert.deepEqual(
			{ bad, kind: state.kind, refused, calls: one.ledger.totals().calls },
			{ bad: 'bad-redis-url', kind: 'away', refused: 'budget-server-away', calls: 0 },
		);
	});

	it('is composed with the server that is set, and tells it all before it closes', async () => {
		const two = await openShared('two', { budget: 1_000_000 });
		await spend(two, 250_000);
		const lifetime = new Lifetime();
		const { database } = await openDatabase(pathOf('one'));
		lifetime.own(database);
		const { meter, costs, budgetSharing } = await composeCosts(
			database,
			{
				...{ prices: microDollarPrices, tokens: noTokens, clock: systemClock, processes: systemProcess(systemClock) },
				settings: () => ({ ...defaultSettings, budgetUsd: 1 }),
				novelId,
				redisUrl: () => Promise.resolve(redis.url),
			},
			lifetime,
		);
		await until('it has heard of the other', () => costs.checkBudget().elsewhere === 250_000);
		const call = aCall({ heldMicroUsd: microUsd(700_000), startedAt: Date.now() });
		await meter.gate.hold(call, signal);
		const held = await atServer();
		meter.gate.settle(call.id, call.run, anEnd({ cost: microUsd(300_000) }));
		const { share } = costs.checkBudget();
		await lifetime.close();
		assert.deepEqual(
			{ held, share, warnings: budgetSharing.warnings, after: await atServer() },
			{ held: { spent: 250_000, held: 700_000 }, share: 0.55, warnings: [], after: { spent: 550_000, held: 0 } },
		);
	});

	it('tells what others have spent since a month began', async () => {
		const [one, two] = [await openShared('one'), await openShared('two')];
		await spend(one, 100);
		const month = monthOf(Date.now());
		await until('two has heard of it', () => two.shared.elsewhere('month', month).spent === 100);
		assert.deepEqual(
			[two.shared.elsewhere('month', '2000-01'), two.shared.elsewhere('month', '9999-12')],
			[
				{ spent: 100, held: 0 },
				{ spent: 0, held: 0 },
			],
		);
	});
});
