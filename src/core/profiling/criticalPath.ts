import { wallMs, type RecordedRun } from './recordedRun.js';
import { recordedTasks, type RecordedTask } from './recordedTask.js';
import { slotWaitMs } from './slotWait.js';
import { endOf, type Span } from './span.js';

/** What a task waited for while it had its slot: its provider's rate limit, or for it to come back after failures. */
export type ProviderWait = 'rate-limit' | 'provider-away';

/**
 * What a stretch of a run's time went into: work of a task; the pause after a failed try; a wait for the provider; or
 * nothing that belongs to a task, such as reading the novel before the first one.
 */
export type PathUse = 'work' | 'retry' | ProviderWait | 'between';

/** Why a task began no earlier: it is the first, what it depends on was not done, or no slot was free. */
export type PathLink = 'start' | 'dependency' | 'slot';

/** A stretch of the critical path. */
export interface PathSegment {
	/** Milliseconds since the run began. */
	readonly startMs: number;
	readonly endMs: number;
	readonly use: PathUse;
	/** Undefined for `between`. */
	readonly task: RecordedTask | undefined;
	/** The try that was at work; undefined unless `use` is `work`. */
	readonly attempt: Span | undefined;
}

/** A task of the critical path with what it hung on. */
export interface PathStep {
	readonly task: RecordedTask;
	readonly link: PathLink;
	/** The one before it on the path; undefined for the first. */
	readonly after: RecordedTask | undefined;
	/** Milliseconds that it was ready without a slot. */
	readonly slotMs: number;
}

/** The chain of work and waits that made a run as long as it was, by time. Its segments cover the wall time without a gap. */
export interface CriticalPath {
	readonly segments: readonly PathSegment[];
	readonly steps: readonly PathStep[];
	/** Of work alone, milliseconds. */
	readonly workMs: number;
}

/**
 * Follows a run back from its end: before each task stands whatever ended last of what it had to wait for, be it the
 * last of its dependencies, or the task whose slot it took.
 */
export function criticalPath(run: RecordedRun, tasks: readonly RecordedTask[] = recordedTasks(run)): CriticalPath {
	const walk = new BackwardWalk(run, tasks);
	const steps: PathStep[] = [];
	for (let task = walk.lastBefore(wallMs(run)); task !== undefined;) {
		walk.take(task);
		const cause = walk.causeOf(task);
		steps.push({ task, ...cause });
		task = cause.after;
	}
	const segments = walk.finished();
	const work = segments.filter(({ use }) => use === 'work');
	return { segments, steps: steps.reverse(), workMs: work.reduce((sum, one) => sum + one.endMs - one.startMs, 0) };
}

class BackwardWalk {
	readonly #run: RecordedRun;
	readonly #tasks: readonly RecordedTask[];
	readonly #byId: ReadonlyMap<string, RecordedTask>;
	readonly #taken = new Set<RecordedTask>();
	readonly #segments: PathSegment[] = [];
	/** What is behind it is explained. */
	#cursor: number;

	constructor(run: RecordedRun, tasks: readonly RecordedTask[]) {
		this.#run = run;
		this.#tasks = tasks;
		this.#byId = new Map(tasks.map((task) => [task.id, task]));
		this.#cursor = wallMs(run);
	}

	/** The task that ended last, up to then. */
	lastBefore(ms: number, among = this.#tasks): RecordedTask | undefined {
		const ended = among.filter((task) => task.endMs <= ms && !this.#taken.has(task));
		return ended.reduce<RecordedTask | undefined>(
			(last, one) => (last === undefined || one.endMs > last.endMs ? one : last),
			undefined,
		);
	}

	/** Lays the task's tries, and the pauses between them, onto the path. */
	take(task: RecordedTask): void {
		this.#taken.add(task);
		this.#add('between', task.endMs);
		for (const attempt of task.attempts.toReversed()) {
			this.#add('retry', Math.min(this.#cursor, endOf(attempt)), task);
			for (const wait of task.waits.toReversed()) {
				if (wait.parent !== attempt.id) continue;
				this.#add('work', Math.min(this.#cursor, endOf(wait)), task, attempt);
				this.#add(providerWait(wait), wait.startMs, task);
			}
			this.#add('work', attempt.startMs, task, attempt);
		}
	}

	causeOf(task: RecordedTask): Omit<PathStep, 'task'> {
		const slotMs = slotWaitMs(this.#run, this.#tasks, task);
		if (slotMs > 0) {
			const freed = this.#tasks.filter(({ endMs }) => endMs > task.readyMs);
			const after = this.lastBefore(task.startMs, freed);
			if (after !== undefined) return { link: 'slot', after, slotMs };
		}
		const needed = task.dependencies.flatMap((id) => this.#byId.get(id) ?? []);
		const after = this.lastBefore(task.startMs, needed);
		if (after !== undefined) return { link: 'dependency', after, slotMs: 0 };
		// The first of the book's chapters begins when the plan of the book is done.
		return { link: 'start', after: this.lastBefore(this.#run.graphs[task.graph]?.atMs ?? 0), slotMs: 0 };
	}

	finished(): readonly PathSegment[] {
		this.#add('between', 0);
		return this.#segments.reverse();
	}

	#add(use: PathUse, fromMs: number, task?: RecordedTask, attempt?: Span): void {
		const startMs = Math.max(0, fromMs);
		if (startMs >= this.#cursor) return;
		this.#segments.push({ startMs, endMs: this.#cursor, use, task, attempt });
		this.#cursor = startMs;
	}
}

export function providerWait({ name }: Span): ProviderWait {
	return name === 'provider-away' ? name : 'rate-limit';
}
