/**
 * What of the executor's events a recording is made from: a try has `started`; it is `waiting` for its provider; it has
 * failed, and the task is `retrying`, or there is a `fallback`, another try that begins at once; the task has `ended`.
 * Others are no matter to it.
 */
export interface TaskEvent {
	readonly kind: string;
	/** Of the task. */
	readonly id: string;
	readonly attempt?: number | undefined;
	/** The place that the task takes, from 0. */
	readonly slot?: number | undefined;
	/** Why it waits; `breaker` for a provider that has failed several times in a row. */
	readonly reason?: string | undefined;
	readonly outcome?: { readonly state: string } | undefined;
}
