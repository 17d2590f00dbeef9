import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { ExecutionEvent, ExecutionTask, TaskOutcome } from '../../../../src/core/execution/executionTask.js';
import { ProviderAwayError } from '../../../../src/core/execution/providerAway.js';
import type { Strategy } from '../../../../src/core/execution/strategies.js';
import { ModelFault } from '../../../../src/core/models/modelFault.js';
import { Executor } from '../../../../src/services/execution/executor.js';
import { RunControl } from '../../../../src/services/execution/runControl.js';
import { FakeClock } from '../../../support/fakeClock.js';

const policy = { maxAttempts: 3, baseDelayMs: 1_000, maxDelayMs: 60_000 };
const never = new AbortController().signal;

/** What a task of a random graph does, attempt by attempt; it succeeds when the list is used up. */
type Failure = 'passing' | 'lasting' | 'bug';

const errors: Readonly<Record<Failure, () => Error>> = {
	passing: () => new ModelFault('overloaded', 'Busy.'),
	lasting: () => new ModelFault('auth', 'No key.'),
	bug: () => new Error('A bug.'),
};

interface Plan {
	readonly dependencies: readonly number[];
	readonly failures: readonly Failure[];
	readonly turns: number;
	readonly priority: number;
}

const plans: fc.Arbitrary<readonly Plan[]> = fc
	.array(
		fc.record({
			before: fc.array(fc.nat(1_000), { maxLength: 3 }),
			failures: fc.oneof(
				{ weight: 3, arbitrary: fc.constant([]) },
				{ weight: 2, arbitrary: fc.array(fc.constantFrom<Failure>('passing', 'lasting', 'bug'), { maxLength: 4 }) },
			),
			turns: fc.nat(3),
			priority: fc.nat(3),
		}),
		{ maxLength: 14 },
	)
	.map((all) =>
		all.map(({ before, ...rest }, index) => ({
			...rest,
			dependencies: index === 0 ? [] : [...new Set(before.map((number) => number % index))],
		})),
	);

/** What becomes of a task when nothing is cancelled. */
function expected(plan: Plan, all: readonly Plan[]): 'done' | 'failed' | 'skipped' {
	if (plan.dependencies.some((index) => expected(all[index] as Plan, all) !== 'done')) return 'skipped';
	const fatal = plan.failures.findIndex((failure) => failure !== 'passing');
	const attempts = fatal < 0 ? plan.failures.length : fatal;
	return fatal >= 0 || attempts >= policy.maxAttempts ? 'failed' : 'done';
}

function attemptsOf(plan: Plan): number {
	const fatal = plan.failures.findIndex((failure) => failure !== 'passing');
	return Math.min(policy.maxAttempts, (fatal < 0 ? plan.failures.length : fatal) + 1);
}

interface Trace {
	readonly outcomes: ReadonlyMap<string, TaskOutcome>;
	readonly ended: readonly string[];
	readonly attempts: ReadonlyMap<string, number>;
	readonly mostAtOnce: number;
	/** Tasks that started before something they depend on was done. */
	readonly early: readonly string[];
	readonly clock: FakeClock;
}

async function runPlans(all: readonly Plan[], concurrency: number, cancelAfter = Infinity): Promise<Trace> {
	const abort = new AbortController();
	const clock = new FakeClock();
	const attempts = new Map<string, number>();
	const done = new Set<string>();
	const ended: string[] = [];
	const early: string[] = [];
	let running = 0;
	let mostAtOnce = 0;
	let started = 0;
	const tasks = all.map((plan, index): ExecutionTask => {
		const id = `task ${index}`;
		const dependencies = plan.dependencies.map((number) => `task ${number}`);
		const run = async (_signal: AbortSignal, attempt: number): Promise<void> => {
			assert.equal(attempt, (attempts.get(id) ?? 0) + 1);
			attempts.set(id, attempt);
			if (dependencies.some((one) => !done.has(one))) early.push(id);
			mostAtOnce = Math.max(mostAtOnce, ++running);
			if (++started > cancelAfter) abort.abort();
			for (let turn = 0; turn < plan.turns; turn++) await new Promise((resolve) => setImmediate(resolve));
			running--;
			const failure = plan.failures[attempt - 1];
			if (failure !== undefined) throw errors[failure]();
			done.add(id);
		};
		return { id, dependencies, priority: plan.priority, run };
	});
	const onEvent = (event: ExecutionEvent): void => {
		if (event.kind === 'ended') ended.push(event.id);
	};
	const outcomes = await new Executor(clock, policy).run(tasks, { concurrency, signal: abort.signal, onEvent });
	return { outcomes, ended, attempts, mostAtOnce, early, clock };
}

function statesOf(outcomes: ReadonlyMap<string, TaskOutcome>): Record<string, string> {
	return Object.fromEntries([...outcomes].map(([id, { state }]) => [id, state]));
}

describe('The executor', () => {
	it('ends every task in the one state that its graph and its faults lead to', async () => {
		await fc.assert(
			fc.asyncProperty(plans, fc.integer({ min: 1, max: 4 }), async (all, concurrency) => {
				const trace = await runPlans(all, concurrency);
				const wanted = Object.fromEntries(all.map((plan, index) => [`task ${index}`, expected(plan, all)]));
				assert.deepEqual(
					{ states: statesOf(trace.outcomes), ended: trace.ended.toSorted(), early: trace.early },
					{ states: wanted, ended: Object.keys(wanted).toSorted(), early: [] },
				);
				assert.ok(trace.mostAtOnce <= concurrency, `${trace.mostAtOnce} at once`);
				const tried = Object.fromEntries(trace.attempts);
				const wantedTries = all.flatMap((plan, index) =>
					wanted[`task ${index}`] === 'skipped' ? [] : [[`task ${index}`, attemptsOf(plan)]],
				);
				assert.deepEqual(tried, Object.fromEntries(wantedTries));
			}),
			{ numRuns: 150 },
		);
	});

	it('starts nothing more once it is cancelled, and still ends every task once', async () => {
		await fc.assert(
			fc.asyncProperty(plans, fc.integer({ min: 1, max: 4 }), fc.nat(6), async (all, concurrency, cancelAfter) => {
				const trace = await runPlans(all, concurrency, cancelAfter);
				const started = [...trace.attempts.values()].reduce((sum, attempts) => sum + attempts, 0);
				assert.ok(started <= cancelAfter + 1 + (concurrency - 1), `${started} started`);
				assert.deepEqual(trace.ended.toSorted(), all.map((_, index) => `task ${index}`).toSorted());
				assert.deepEqual(trace.early, []);
				for (const [index, plan] of all.entries()) {
					const state = trace.outcomes.get(`task ${index}`)?.state;
					const missed = plan.dependencies.some((number) => trace.outcomes.get(`task ${number}`)?.state !== 'done');
					if (missed) assert.ok(state === 'skipped' || state === 'cancelled', `task ${index} is ${state}`);
				}
			}),
			{ numRuns: 100 },
		);
	});

	it('names the failure that a task was skipped for', async () => {
		const lasting: Plan = { dependencies: [], failures: ['lasting'], turns: 0, priority: 0 };
		const { outcomes } = await runPlans(
			[lasting, { ...lasting, dependencies: [0] }, { ...lasting, dependencies: [1] }],
			2,
		);
		assert.deepEqual(outcomes.get('task 2'), { state: 'skipped', because: 'task 1' });
		assert.equal((outcomes.get('task 0') as { error: ModelFault }).error.kind, 'auth');
	});

	it('waits as long as the provider asks, and longer with each attempt', async () => {
		const clock = new FakeClock();
		const faults = [
			new ModelFault('rate-limit', 'Wait.', { retryAfterMs: 42_000 }),
			new ModelFault('network', 'Gone.'),
		];
		const task: ExecutionTask = {
			id: 'one',
			dependencies: [],
			priority: 0,
			run: () => {
				const fault = faults.shift();
				return fault === undefined ? Promise.resolve() : Promise.reject(fault);
			},
		};
		const retried: number[] = [];
		const outcomes = await new Executor(clock, policy).run([task], {
			concurrency: 1,
			signal: never,
			onEvent: (event) => void (event.kind === 'retrying' && retried.push(event.delayMs)),
		});
		assert.deepEqual([statesOf(outcomes), clock.waits, retried[0]], [{ one: 'done' }, retried, 42_000]);
		assert.ok((retried[1] ?? 0) >= 1_000 && (retried[1] ?? 0) <= 2_000, `${retried[1]} ms`);
	});

	it('does not wait for a provider that asks for longer than anyone would', async () => {
		const { outcomes, clock } = await (async () => {
			const clock = new FakeClock();
			const run = (): Promise<void> =>
				Promise.reject(new ModelFault('rate-limit', 'Tomorrow.', { retryAfterMs: 86_400_000 }));
			const task: ExecutionTask = { id: 'one', dependencies: [], priority: 0, run };
			return { outcomes: await new Executor(clock, policy).run([task], { concurrency: 1, signal: never }), clock };
		})();
		assert.deepEqual([statesOf(outcomes), clock.waits], [{ one: 'failed' }, []]);
	});

	it('starts what has the higher priority first', async () => {
		const order: string[] = [];
		const task = (id: string, priority: number): ExecutionTask => ({
			id,
			dependencies: [],
			priority,
			run: () => Promise.resolve(void order.push(id)),
		});
		const tasks = [task('none', 0), task('low', 1), task('high', 9), task('middle', 5)];
		await new Executor(new FakeClock(), policy).run(tasks, { concurrency: 1, signal: never });
		assert.deepEqual(order, ['high', 'middle', 'low', 'none']);
	});

	it('refuses a graph with a cycle before anything runs', async () => {
		let ran = false;
		const run = (): Promise<void> => Promise.resolve(void (ran = true));
		const tasks: ExecutionTask[] = [
			{ id: 'free', dependencies: [], priority: 0, run },
			{ id: 'a', dependencies: ['b'], priority: 0, run },
			{ id: 'b', dependencies: ['a'], priority: 0, run },
		];
		await assert.rejects(new Executor(new FakeClock(), policy).run(tasks, { concurrency: 2, signal: never }), {
			code: 'bad-graph',
		});
		assert.equal(ran, false);
	});

	it('gives an empty graph an empty end', async () => {
		const outcomes = await new Executor(new FakeClock(), policy).run([], { concurrency: 1, signal: never });
		assert.equal(outcomes.size, 0);
	});

	it('skips a chain as long as the longest book', async () => {
		const tasks = Array.from({ length: 20_000 }, (_, index): ExecutionTask => ({
			id: String(index),
			dependencies: index === 0 ? [] : [String(index - 1)],
			priority: 0,
			run: () => Promise.reject(new Error('It failed.')),
		}));
		const outcomes = await new Executor(new FakeClock(), policy).run(tasks, { concurrency: 2, signal: never });
		assert.deepEqual([outcomes.size, outcomes.get('19999')], [20_000, { state: 'skipped', because: '19998' }]);
	});

	describe('with a fallback', () => {
		const overloaded = (): Error => new ModelFault('overloaded', 'Busy.');
		const failing = (errorOf: () => Error, fallback: () => Promise<void>): ExecutionTask => ({
			id: 'one',
			dependencies: [],
			priority: 0,
			run: () => Promise.reject(errorOf()),
			fallback,
		});
		async function kindsOf(task: ExecutionTask): Promise<readonly string[]> {
			const kinds: string[] = [];
			const onEvent = (event: ExecutionEvent): void => {
				kinds.push(event.kind === 'ended' ? event.outcome.state : event.kind);
			};
			await new Executor(new FakeClock(), policy).run([task], { concurrency: 1, signal: never, onEvent });
			return kinds;
		}

		it('runs it once, when the tries are used up by a fault that may pass', async () => {
			const tried = ['ready', 'started', 'retrying', 'started', 'retrying', 'started', 'fallback'];
			assert.deepEqual(await kindsOf(failing(overloaded, () => Promise.resolve())), [...tried, 'done']);
			assert.deepEqual(await kindsOf(failing(overloaded, () => Promise.reject(overloaded()))), [...tried, 'failed']);
		});

		it('runs it at once when the provider is away', async () => {
			const away = (): Error => new ProviderAwayError('somebody');
			const kinds = await kindsOf(failing(away, () => Promise.resolve()));
			assert.deepEqual(kinds, ['ready', 'started', 'fallback', 'done']);
		});

		it('does not run it for a fault that another model would have as well', async () => {
			const bug = (): Error => new Error('A bug.');
			assert.deepEqual(await kindsOf(failing(bug, () => Promise.resolve())), ['ready', 'started', 'failed']);
		});
	});

	it('tells what happens with its time and its slot, and what a task waits for', async () => {
		const clock = new FakeClock(5_000);
		const events: ExecutionEvent[] = [];
		const wait = { reason: 'rate-limit', provider: 'openai', waitMs: 300 } as const;
		const task = (id: string, ...dependencies: string[]): ExecutionTask => ({
			...{ id, dependencies, priority: 0 },
			run: async (signal, _attempt, report) => {
				report.waiting(wait);
				await clock.wait(300, signal);
			},
		});
		const onEvent = (event: ExecutionEvent): void => void events.push(event);
		await new Executor(clock, policy).run([task('a'), task('b', 'a')], { concurrency: 2, signal: never, onEvent });
		const of = (id: string, at: number): ExecutionEvent[] => [
			{ kind: 'started', id, at, attempt: 1, slot: 1 },
			{ kind: 'waiting', id, at, ...wait },
			{ kind: 'ended', id, at: at + 300, outcome: { state: 'done' } },
		];
		const [startA, waitA, endA] = of('a', 5_000);
		const ready = (id: string, at: number): ExecutionEvent => ({ kind: 'ready', id, at });
		assert.deepEqual(events, [ready('a', 5_000), startA, waitA, endA, ready('b', 5_300), ...of('b', 5_300)]);
	});

	it('goes on when whoever watches throws', async () => {
		const task: ExecutionTask = { id: 'one', dependencies: [], priority: 0, run: () => Promise.resolve() };
		const onEvent = (): void => {
			throw new Error('It fell over.');
		};
		const outcomes = await new Executor(new FakeClock(), policy).run([task], {
			concurrency: 1,
			signal: never,
			onEvent,
		});
		assert.deepEqual(statesOf(outcomes), { one: 'done' });
	});

	it('starts nothing while it is paused, lets go on what runs, and can be cancelled all the same', async () => {
		const control = new RunControl();
		const abort = new AbortController();
		const started: string[] = [];
		const task = (id: string, ...dependencies: string[]): ExecutionTask => ({
			...{ id, dependencies, priority: 0 },
			run: () => {
				started.push(id);
				if (id === 'a') control.pause();
				return Promise.resolve();
			},
		});
		const ended = Promise.withResolvers<void>();
		const running = new Executor(new FakeClock(), policy).run([task('a'), task('b', 'a'), task('c', 'b')], {
			...{ concurrency: 2, signal: abort.signal, control },
			onEvent: ({ kind, id }) => void (kind === 'ended' && id === 'a' && ended.resolve()),
		});
		await ended.promise;
		for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
		const inPause = [...started];
		abort.abort();
		const outcomes = await running;
		assert.deepEqual(
			[inPause, started, statesOf(outcomes)],
			[['a'], ['a'], { a: 'done', b: 'cancelled', c: 'cancelled' }],
		);
	});

	it('goes on after a pause where it was', async () => {
		const control = new RunControl();
		control.pause();
		const task: ExecutionTask = { id: 'one', dependencies: [], priority: 0, run: () => Promise.resolve() };
		const running = new Executor(new FakeClock(), policy).run([task], { concurrency: 1, signal: never, control });
		control.resume();
		assert.deepEqual([statesOf(await running), control.isPaused], [{ one: 'done' }, false]);
	});

	it('refuses slots and strategies that are none, and a priority that is no number', async () => {
		const executor = new Executor(new FakeClock(), policy);
		const task = { id: 'one', dependencies: [], priority: 0, run: () => Promise.resolve() };
		await assert.rejects(executor.run([task], { concurrency: 0, signal: never }), { code: 'bad-concurrency' });
		await assert.rejects(executor.run([{ ...task, priority: Number.NaN }], { concurrency: 1, signal: never }), {
			code: 'bad-graph',
		});
		const strategy = 'fastest' as Strategy;
		await assert.rejects(executor.run([task], { concurrency: 1, signal: never, strategy }), { code: 'bad-strategy' });
	});
});
