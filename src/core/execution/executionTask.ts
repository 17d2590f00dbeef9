export interface ExecutionTask {
	readonly id: string;
	/**
	 * Called again after a fault that may pass; `attempt` counts from 1.
	 * @param report for what a watcher ought to know of it meanwhile
	 */
	run(signal: AbortSignal, attempt: number, report: TaskReport): Promise<void>;
	readonly dependencies: readonly string[];
	/** Ready tasks with a higher priority start first. */
	readonly priority: number;
	/** Tasks of one kind, such as a stage, take about as long as each other. */
	readonly kind?: string | undefined;
	/** A first guess at how long it takes, in milliseconds. */
	readonly expectedMs?: number | undefined;
	/** Where it runs; in this process when left out. */
	readonly lane?: string | undefined;
	/** Run once, in place of another try, when the tries are used up by a fault that may pass, or its provider is away. */
	fallback?(signal: AbortSignal, attempt: number, report: TaskReport): Promise<void>;
}

/** What a task tells while it runs. */
export interface TaskReport {
	readonly waiting: (wait: TaskWait) => void;
	/**
	 * What this task has found out makes another one independent: `dependant` no longer waits for `dependency`, nor fails
	 * with it. Where there is no such edge, or it has been followed already, nothing changes.
	 */
	readonly untie: (dependant: string, dependency: string) => void;
}

/** Why a task that has started does not go on yet. */
export interface TaskWait {
	/** `rate-limit`: the provider's allowance is used up; `breaker`: the provider has failed several times in a row. */
	readonly reason: 'rate-limit' | 'breaker';
	readonly provider: string;
	/** Milliseconds that it is expected to last. */
	readonly waitMs: number;
}

export type TaskOutcome =
	| { readonly state: 'done' }
	| { readonly state: 'failed'; readonly error: unknown }
	/** Something it depends on did not get done. */
	| { readonly state: 'skipped'; readonly because: string }
	| { readonly state: 'cancelled' };

/** `at`: milliseconds since the Unix epoch. */
export type ExecutionEvent = { readonly id: string; readonly at: number } & (
	| { readonly kind: 'ready' }
	/** `slot`: from 1; no two tasks have the same one at a time. */
	| { readonly kind: 'started'; readonly attempt: number; readonly slot: number }
	| ({ readonly kind: 'waiting' } & TaskWait)
	| { readonly kind: 'retrying'; readonly error: unknown; readonly delayMs: number }
	/** `error`: what the last try died of. */
	| { readonly kind: 'fallback'; readonly error: unknown; readonly attempt: number }
	| { readonly kind: 'ended'; readonly outcome: TaskOutcome }
);
