export interface ExecutionTask {
	readonly id: string;
	/** Called again after a fault that may pass; `attempt` counts from 1. */
	run(signal: AbortSignal, attempt: number): Promise<void>;
	readonly dependencies: readonly string[];
	/** Ready tasks with a higher priority start first. */
	readonly priority: number;
}

export type TaskOutcome =
	| { readonly state: 'done' }
	| { readonly state: 'failed'; readonly error: unknown }
	/** Something it depends on did not get done. */
	| { readonly state: 'skipped'; readonly because: string }
	| { readonly state: 'cancelled' };

export type ExecutionEvent =
	| { readonly kind: 'started'; readonly id: string; readonly attempt: number }
	| { readonly kind: 'retrying'; readonly id: string; readonly error: unknown; readonly delayMs: number }
	| { readonly kind: 'ended'; readonly id: string; readonly outcome: TaskOutcome };
