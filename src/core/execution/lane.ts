import type { ExecutionTask } from './executionTask.js';

/** One try of one task. */
export interface LaneJob extends Pick<ExecutionTask, 'id' | 'kind'> {
	readonly attempt: number;
	/** The work itself, for a lane that does it in this process; another one finds it by `id` and `kind`. */
	run(signal: AbortSignal): Promise<void>;
}

/**
 * Where tasks run. Order, slots, retries and outcomes stay with the executor, whatever the lane.
 * Every adapter must pass `test/contract/lane.contract.ts`.
 */
export interface Lane {
	/**
	 * Does the work once. Resolves when it is done, rejects with what it died of, and not before it is over: after an
	 * abort, too. A signal that is aborted beforehand starts nothing, and rejects with its reason.
	 */
	perform(job: LaneJob, signal: AbortSignal): Promise<void>;
}
