import PQueue from 'p-queue';
import type { Clock } from '../base/clock.js';
import type { ExecutionEvent, ExecutionTask, TaskOutcome } from '../core/execution/executionTask.js';
import { retryDelay, type RetryPolicy } from '../core/execution/retryPolicy.js';
import { checkGraph, dependantsOf } from '../core/execution/taskGraph.js';

export interface RunOptions {
	/** Tasks at once. */
	readonly concurrency: number;
	readonly signal: AbortSignal;
	readonly onEvent?: (event: ExecutionEvent) => void;
}

/**
 * Runs a graph: a task starts as soon as all that it depends on is done and a slot is free.
 * One failure stops only what depends on it; faults that may pass are tried again here and nowhere else.
 */
export class Executor {
	readonly #clock: Clock;
	readonly #retries: RetryPolicy;

	constructor(clock: Clock, retries: RetryPolicy) {
		this.#clock = clock;
		this.#retries = retries;
	}

	/**
	 * Resolves when every task has ended in exactly one state; never rejects for a task's failure.
	 * @throws AppError `bad-graph` before anything runs
	 */
	async run(tasks: readonly ExecutionTask[], options: RunOptions): Promise<ReadonlyMap<string, TaskOutcome>> {
		checkGraph(tasks);
		const run = new GraphRun(tasks, options, (task) => this.#attempt(task, options));
		return await run.finished();
	}

	async #attempt(task: ExecutionTask, { signal, onEvent }: RunOptions): Promise<TaskOutcome> {
		for (let attempt = 1; ; attempt++) {
			if (signal.aborted) return { state: 'cancelled' };
			onEvent?.({ kind: 'started', id: task.id, attempt });
			try {
				await task.run(signal, attempt);
				return { state: 'done' };
			} catch (error) {
				if (signal.aborted) return { state: 'cancelled' };
				const delayMs = retryDelay(error, attempt, this.#retries, Math.random());
				if (delayMs === undefined) return { state: 'failed', error };
				onEvent?.({ kind: 'retrying', id: task.id, error, delayMs });
				await this.#clock.wait(delayMs, signal).catch(() => undefined);
			}
		}
	}
}

class GraphRun {
	readonly #outcomes = new Map<string, TaskOutcome>();
	readonly #waitingFor = new Map<string, number>();
	readonly #tasks: ReadonlyMap<string, ExecutionTask>;
	readonly #dependants: ReadonlyMap<string, readonly string[]>;
	readonly #queue: PQueue;
	readonly #options: RunOptions;
	readonly #attempt: (task: ExecutionTask) => Promise<TaskOutcome>;

	constructor(
		tasks: readonly ExecutionTask[],
		options: RunOptions,
		attempt: (task: ExecutionTask) => Promise<TaskOutcome>,
	) {
		this.#tasks = new Map(tasks.map((task) => [task.id, task]));
		this.#dependants = dependantsOf(tasks);
		this.#options = options;
		this.#attempt = attempt;
		this.#queue = new PQueue({ concurrency: options.concurrency });
		for (const task of tasks) this.#waitingFor.set(task.id, new Set(task.dependencies).size);
	}

	async finished(): Promise<ReadonlyMap<string, TaskOutcome>> {
		for (const [id, count] of this.#waitingFor) if (count === 0) this.#enqueue(id);
		await this.#queue.onIdle();
		return this.#outcomes;
	}

	#enqueue(id: string): void {
		const task = this.#tasks.get(id);
		if (task === undefined) throw new Error(`There is no task ${id}.`);
		void this.#queue.add(async () => this.#end(id, await this.#attempt(task)), { priority: task.priority });
	}

	/** One failure may end a whole book, chapter after chapter: a loop, since recursion would run out of stack. */
	#end(id: string, outcome: TaskOutcome): void {
		const ending = [{ id, outcome }];
		for (let next = ending.pop(); next !== undefined; next = ending.pop()) {
			const { id: ended, outcome: how } = next;
			if (this.#outcomes.has(ended)) continue;
			this.#outcomes.set(ended, how);
			this.#options.onEvent?.({ kind: 'ended', id: ended, outcome: how });
			for (const dependant of this.#dependants.get(ended) ?? []) {
				const end = endWithout(ended, how);
				if (end === undefined) this.#release(dependant);
				else ending.push({ id: dependant, outcome: end });
			}
		}
	}

	#release(dependant: string): void {
		const left = (this.#waitingFor.get(dependant) ?? 0) - 1;
		this.#waitingFor.set(dependant, left);
		if (left === 0 && !this.#outcomes.has(dependant)) this.#enqueue(dependant);
	}
}

/** How a task ends because of what it depends on; undefined when that was done. */
function endWithout(dependency: string, outcome: TaskOutcome): TaskOutcome | undefined {
	if (outcome.state === 'done') return undefined;
	return outcome.state === 'cancelled' ? outcome : { state: 'skipped', because: dependency };
}
