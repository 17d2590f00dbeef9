import type { CallId } from '../../base/ids.js';

export const operationTypes = ['run', 'stage', 'model-call', 'memory', 'context', 'store', 'wait'] as const;
export type OperationType = (typeof operationTypes)[number];

export type SpanOutcome = 'ok' | 'failed' | 'cancelled';

/** Where an operation belongs: names and numbers alone, never a prompt, a text or a key. */
export interface SpanPlace {
	/** Id of the node of the run's graph. */
	readonly node?: string | undefined;
	readonly stage?: string | undefined;
	readonly chapter?: number | undefined;
	readonly scene?: number | undefined;
	/** Such as `openai/gpt-5-mini`. */
	readonly model?: string | undefined;
	/** From 1. */
	readonly attempt?: number | undefined;
	/** The place of the executor that it took, from 0. */
	readonly slot?: number | undefined;
	/** What it shared rate limits with. */
	readonly lane?: string | undefined;
	/** Its row in the ledger. */
	readonly call?: CallId | undefined;
}

/** What a model call came to. */
export interface SpanUsage {
	readonly inputTokens?: number | undefined;
	/** The part of `inputTokens` that the provider had in its cache. */
	readonly cacheReadTokens?: number | undefined;
	readonly outputTokens?: number | undefined;
	/** Milliseconds from its start to the first text. */
	readonly firstTextMs?: number | undefined;
	/** Kind of the fault that ended it, such as `rate-limit`. */
	readonly fault?: string | undefined;
}

/**
 * An operation that has ended. A try of a stage is one; what it calls and waits for is nested in it. A wait has the name
 * of what was waited for: `rate-limit`, or `provider-away`.
 */
export interface Span extends SpanPlace, SpanUsage {
	/** Unique in its run. */
	readonly id: number;
	/** Undefined for the run itself. */
	readonly parent: number | undefined;
	readonly type: OperationType;
	readonly name: string;
	/** Milliseconds since the run began, by a clock that is never set. */
	readonly startMs: number;
	readonly durationMs: number;
	readonly outcome: SpanOutcome;
	/** Milliseconds between the failure of the try before and this one. */
	readonly backoffMs?: number | undefined;
}

export function endOf({ startMs, durationMs }: Pick<Span, 'startMs' | 'durationMs'>): number {
	return startMs + durationMs;
}
