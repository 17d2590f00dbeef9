import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { ExecutionEvent, ExecutionTask, TaskOutcome } from '../../../../src/core/execution/executionTask.js';
import { ProviderAwayError } from '../../../../src/core/execution/providerAway.js';
import { strategies, type Strategy } from '../../../../src/core/execution/strategies.js';
import { ModelFault } from '../../../../src/core/models/modelFault.js';
import { Executor } from '../../../../src/services/execution/executor.js';
import { RunControl } from '../../../../src/services/execution/runControl.js';
import { FakeClock } from '../../../support/fakeClock.js';

const graphs = 10_000;
const policy = { maxAttempts: 3, baseDelayMs: 1_000, maxDelayMs: 60_000 };

type Failure = 'passing' | 'lasting' | 'bug' | 'away';

const errors: Readonly<Record<Failure, () => Error>> = {
	passing: () => new ModelFault('overloaded', 'Busy.'),
	lasting: () => new ModelFault('auth', 'No key.'),
	bug: () => new Error('A bug.'),
	away: () => new ProviderAwayError('somebody'),
};

/** What a task does, try by try; it succeeds when the list is used up. */
interface Plan {
	readonly dependencies: readonly number[];
	readonly failures: readonly Failure[];
	readonly fallback: 'none' | 'works' | 'fails';
	readonly turns: number;
	readonly priority: number;
	readonly kind: string | undefined;
	readonly expectedMs: number | undefined;
}

interface Scene {
	readonly plans: readonly Plan[];
	readonly strategy: Strategy;
	readonly concurrency: number;
	/** Starts after which the run is cancelled, and after which it is paused for some turns; undefined for never. */
	readonly cancelAfter: number | undefined;
	readonly pauseAfter: number | undefined;
	readonly pausedTurns: number;
}

const plan = fc.record({
	before: fc.array(fc.nat(1_000), { maxLength: 3 }),
	failures: fc.oneof(
		{ weight: 3, arbitrary: fc.constant([]) },
		{ weight: 2, arbitrary: fc.array(fc.constantFrom<Failure>('passing', 'lasting', 'bug', 'away'), { maxLength: 4 }) },
	),
	fallback: fc.constantFrom<Plan['fallback']>('none', 'none', 'works', 'fails'),
	turns: fc.nat(2),
	priority: fc.nat(2),
	kind: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
	expectedMs: fc.option(fc.nat(100), { nil: undefined }),
});

const scenes: fc.Arbitrary<Scene> = fc.record({
	plans: fc.array(plan, { maxLength: 12 }).map((all) =>
		all.map(({ before, ...rest }, at) => ({
			...rest,
			dependencies: at === 0 ? [] : [...new Set(before.map((number) => number % at))],
		})),
	),
	strategy: fc.constantFrom(...strategies),
	concurrency: fc.integer({ min: 1, max: 4 }),
	cancelAfter: fc.option(fc.nat(8), { nil: undefined }),
	pauseAfter: fc.option(fc.nat(6), { nil: undefined }),
	pausedTurns: fc.integer({ min: 1, max: 3 }),
});

/** What becomes of each task when nothing is cancelled. */
function expectedStates(plans: readonly Plan[]): readonly string[] {
	const states: string[] = [];
	for (const one of plans) {
		const isReached = one.dependencies.every((at) => states[at] === 'done');
		states.push(isReached ? expectedEnd(one) : 'skipped');
	}
	return states;
}

function expectedEnd({ failures, fallback }: Plan): 'done' | 'failed' {
	const tries = failures.slice(0, policy.maxAttempts);
	const fatal = tries.find((failure) => failure !== 'passing');
	if (fatal === undefined && tries.length < policy.maxAttempts) return 'done';
	return fatal !== 'lasting' && fatal !== 'bug' && fallback === 'works' ? 'done' : 'failed';
}

/** A run that is watched: whatever must not happen is noted in `wrongs`. */
class WatchedRun {
	readonly wrongs: string[] = [];
	readonly #scene: Scene;
	readonly #abort = new AbortController();
	readonly #control = new RunControl();
	readonly #states = new Map<string, string>();
	readonly #slots = new Map<string, number>();
	readonly #running = new Set<string>();
	#started = 0;
	outcomes: ReadonlyMap<string, TaskOutcome> = new Map();

	constructor(scene: Scene) {
		this.#scene = scene;
	}

	async run(): Promise<this> {
		const { plans, strategy, concurrency } = this.#scene;
		this.outcomes = await new Executor(new FakeClock(), policy).run(
			plans.map((one, at) => this.#task(one, at)),
			{
				...{ strategy, concurrency, control: this.#control, signal: this.#abort.signal },
				onEvent: (event) => this.#watch(event),
			},
		);
		if (this.#running.size > 0) this.wrongs.push(`${[...this.#running].join()} still run`);
		return this;
	}

	get endedStates(): readonly (string | undefined)[] {
		return this.#scene.plans.map((_, at) => this.#states.get(`task ${at}`));
	}

	#task({ fallback, dependencies, priority, kind, expectedMs, ...one }: Plan, at: number): ExecutionTask {
		const id = `task ${at}`;
		return {
			...{ id, priority, kind, expectedMs, dependencies: dependencies.map((number) => `task ${number}`) },
			run: (_signal, attempt) => this.#work(id, one.turns, one.failures[attempt - 1]),
			...(fallback === 'none'
				? {}
				: { fallback: () => this.#work(id, 1, fallback === 'works' ? undefined : 'passing') }),
		};
	}

	async #work(id: string, turns: number, failure: Failure | undefined): Promise<void> {
		const { concurrency, strategy, cancelAfter, pauseAfter } = this.#scene;
		if (this.#control.isPaused) this.wrongs.push(`${id} starts in a pause`);
		this.#running.add(id);
		const most = strategy === 'sequential' ? 1 : concurrency;
		if (this.#running.size > most) this.wrongs.push(`${this.#running.size} run at once`);
		this.#started++;
		if (this.#started - 1 === cancelAfter) this.#abort.abort();
		if (this.#started - 1 === pauseAfter) void this.#pause();
		for (let turn = 0; turn < turns; turn++) await aTurn();
		this.#running.delete(id);
		if (failure !== undefined) throw errors[failure]();
	}

	async #pause(): Promise<void> {
		this.#control.pause();
		for (let turn = 0; turn < this.#scene.pausedTurns; turn++) await aTurn();
		this.#control.resume();
	}

	#watch(event: ExecutionEvent): void {
		const at = Number(event.id.slice('task '.length));
		if (event.kind === 'started') this.#watchStart(event.id, at, event.slot);
		if (event.kind !== 'ended') return;
		this.#slots.delete(event.id);
		if (this.#states.has(event.id)) this.wrongs.push(`${event.id} ends twice`);
		this.#states.set(event.id, event.outcome.state);
	}

	#watchStart(id: string, at: number, slot: number): void {
		const { plans, concurrency, strategy } = this.#scene;
		const early = plans[at]?.dependencies.filter((one) => this.#states.get(`task ${one}`) !== 'done') ?? [];
		if (early.length > 0) this.wrongs.push(`${id} starts before ${early.join()}`);
		if ([...this.#slots].some(([other, taken]) => other !== id && taken === slot) || slot < 1 || slot > concurrency)
			this.wrongs.push(`${id} starts in slot ${slot}`);
		this.#slots.set(id, slot);
		if (strategy !== 'batched') return;
		const levels = levelsBySearch(plans);
		const open = plans.filter(
			(_, other) => (levels[other] ?? 0) < (levels[at] ?? 0) && !this.#states.has(`task ${other}`),
		);
		if (open.length > 0) this.wrongs.push(`${id} starts before the level above it is over`);
	}
}

function levelsBySearch(plans: readonly Plan[]): readonly number[] {
	const levels: number[] = [];
	for (const { dependencies } of plans) levels.push(Math.max(-1, ...dependencies.map((at) => levels[at] ?? 0)) + 1);
	return levels;
}

function aTurn(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}

describe('Random graphs', function () {
	this.timeout(120_000);

	it('end every task in one state, in order and within the slots, whatever fails, is cancelled, paused or replaced', async () => {
		await fc.assert(
			fc.asyncProperty(scenes, async (scene) => {
				const watched = await new WatchedRun(scene).run();
				const outcomes = scene.plans.map((_, at) => watched.outcomes.get(`task ${at}`)?.state);
				assert.deepEqual(
					{ wrongs: watched.wrongs, ended: watched.endedStates, count: watched.outcomes.size },
					{ wrongs: [], ended: outcomes, count: scene.plans.length },
				);
				if (scene.cancelAfter === undefined) assert.deepEqual(outcomes, expectedStates(scene.plans));
			}),
			{ numRuns: graphs },
		);
	});
});
