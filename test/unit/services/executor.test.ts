import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { ExecutionEvent, ExecutionTask, TaskOutcome } from '../../../src/core/execution/executionTask.js';
import { ModelFault } from '../../../src/core/models/modelFault.js';
import { Executor } from '../../../src/services/executor.js';
import { FakeClock } from '../../support/fakeClock.js';

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
		const tasks = [task('first come', 0), task('low', 1), task('high', 9), task('middle', 5)];
		await new Executor(new FakeClock(), policy).run(tasks, { concurrency: 1, signal: never });
		assert.deepEqual(order, ['first come', 'high', 'middle', 'low']);
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
});
