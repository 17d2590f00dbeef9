import type { Clock } from '../../base/clock.js';
import { AppError } from '../../base/errors.js';
import type { ExecutionEvent, ExecutionTask, TaskOutcome, TaskReport } from '../../core/execution/executionTask.js';
import { faultVerdict } from '../../core/execution/faultVerdict.js';
import type { Lane } from '../../core/execution/lane.js';
import type { RetryPolicy } from '../../core/execution/retryPolicy.js';
import { parseStrategy, type Strategy } from '../../core/execution/strategies.js';
import { GraphRun } from './graphRun.js';
import { inProcessLane } from './inProcessLane.js';
import { RunControl } from './runControl.js';

export interface RunOptions {
	/** Tasks at once. */
	readonly concurrency: number;
	readonly signal: AbortSignal;
	/** `dependency-aware` when left out. */
	readonly strategy?: Strategy;
	/** To pause it and let it go on. */
	readonly control?: RunControl;
	/** Called at once, in order; what it throws is thrown away. */
	readonly onEvent?: (event: ExecutionEvent) => void;
}

/**
 * Runs a graph: a task starts when all that it depends on is done, a slot is free, and the strategy has its turn.
 * One failure stops only what depends on it; faults that may pass are tried again here and nowhere else.
 */
export class Executor {
	readonly #clock: Clock;
	readonly #retries: RetryPolicy;
	readonly #lanes: ReadonlyMap<string, Lane>;

	/** @param lanes by the names that tasks give; those without a name run in this process */
	constructor(clock: Clock, retries: RetryPolicy, lanes: ReadonlyMap<string, Lane> = new Map()) {
		this.#clock = clock;
		this.#retries = retries;
		this.#lanes = lanes;
	}

	/**
	 * Resolves when every task has ended in exactly one state; never rejects for a task's failure.
	 * @throws AppError `bad-graph`, `bad-concurrency` or `bad-strategy`, before anything runs
	 */
	async run(tasks: readonly ExecutionTask[], options: RunOptions): Promise<ReadonlyMap<string, TaskOutcome>> {
		this.#checkTasks(tasks);
		const { strategy = 'dependency-aware', concurrency, signal, control = new RunControl() } = options;
		const onEvent = options.onEvent === undefined ? undefined : undisturbing(options.onEvent);
		const tries: Omit<Tries, 'untie'> = {
			clock: this.#clock,
			retries: this.#retries,
			lanes: this.#lanes,
			signal,
			control,
			onEvent,
		};
		const run = new GraphRun(tasks, {
			strategy: parseStrategy(strategy),
			...{ concurrency, signal, control, onEvent, clock: this.#clock },
			perform: (task, slot, untie) => allTries(task, slot, { ...tries, untie }),
		});
		return await run.finished();
	}

	#checkTasks(tasks: readonly ExecutionTask[]): void {
		for (const { id, priority, lane } of tasks) {
			if (Number.isNaN(priority)) throw new AppError('bad-graph', `The priority of "${id}" is not a number.`);
			if (lane !== undefined && !this.#lanes.has(lane))
				throw new AppError('bad-graph', `"${id}" is to run in the lane "${lane}", which does not exist.`);
		}
	}
}

interface Tries {
	readonly clock: Clock;
	readonly retries: RetryPolicy;
	readonly lanes: ReadonlyMap<string, Lane>;
	readonly signal: AbortSignal;
	readonly control: RunControl;
	readonly onEvent: ((event: ExecutionEvent) => void) | undefined;
	readonly untie: TaskReport['untie'];
}

async function allTries(task: ExecutionTask, slot: number, tries: Tries): Promise<TaskOutcome> {
	const { signal, clock, control, onEvent } = tries;
	const { id } = task;
	const report = reportOf(id, tries);
	for (let attempt = 1; ; attempt++) {
		// Between its turn and its slot, or while it waited for another try. Asked again after each wait, and right before
		// the start: a pause may come between the end of one and what was waiting for it.
		while (control.isPaused && !signal.aborted) await control.whenRunning(signal);
		if (signal.aborted) return { state: 'cancelled' };
		if (onEvent !== undefined) onEvent({ kind: 'started', id, at: clock.now(), attempt, slot });
		try {
			await once(task, attempt, report, tries);
			return { state: 'done' };
		} catch (error) {
			if (signal.aborted) return { state: 'cancelled' };
			const verdict = faultVerdict(error, attempt, task.fallback !== undefined, tries.retries, Math.random());
			if (verdict.kind === 'fail') return { state: 'failed', error };
			if (verdict.kind === 'fallback') return await fallBack(task, attempt + 1, error, report, tries);
			const { delayMs } = verdict;
			if (onEvent !== undefined) onEvent({ kind: 'retrying', id, at: clock.now(), error, delayMs });
			await clock.wait(delayMs, signal).catch(() => undefined);
		}
	}
}

async function fallBack(
	task: ExecutionTask,
	attempt: number,
	error: unknown,
	report: TaskReport,
	tries: Tries,
): Promise<TaskOutcome> {
	const { signal, control, clock, onEvent } = tries;
	while (control.isPaused && !signal.aborted) await control.whenRunning(signal);
	if (signal.aborted) return { state: 'cancelled' };
	if (onEvent !== undefined) onEvent({ kind: 'fallback', id: task.id, at: clock.now(), error, attempt });
	try {
		await once(task, attempt, report, tries, true);
		return { state: 'done' };
	} catch (last) {
		return signal.aborted ? { state: 'cancelled' } : { state: 'failed', error: last };
	}
}

function once(
	task: ExecutionTask,
	attempt: number,
	report: TaskReport,
	{ signal, lanes }: Tries,
	isFallback = false,
): Promise<void> {
	const run = (own: AbortSignal): Promise<void> =>
		isFallback ? (task.fallback?.(own, attempt, report) ?? Promise.resolve()) : task.run(own, attempt, report);
	const lane = task.lane === undefined ? undefined : lanes.get(task.lane);
	return (lane ?? inProcessLane).perform({ id: task.id, kind: task.kind, attempt, run }, signal);
}

function reportOf(id: string, { clock, onEvent, untie }: Tries): TaskReport {
	return {
		waiting: (wait) => onEvent?.({ kind: 'waiting', id, at: clock.now(), ...wait }),
		untie,
	};
}

/** Whoever watches must not undo what has been done. */
function undisturbing(onEvent: (event: ExecutionEvent) => void): (event: ExecutionEvent) => void {
	return (event) => {
		try {
			onEvent(event);
		} catch {
			// The next event may be heard again.
		}
	};
}
