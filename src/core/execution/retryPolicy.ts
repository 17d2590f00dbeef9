import { isRetryable, ModelFault } from '../models/modelFault.js';

export interface RetryPolicy {
	/** Tries in all, the first included. */
	readonly maxAttempts: number;
	readonly baseDelayMs: number;
	readonly maxDelayMs: number;
}

export const defaultRetryPolicy: RetryPolicy = { maxAttempts: 4, baseDelayMs: 1_000, maxDelayMs: 60_000 };

/**
 * Milliseconds to wait before the next try, or undefined when there must be none.
 * Exponential, from half of the step to all of it at random; a provider's Retry-After is a lower bound, unless it is longer than anyone would wait.
 * @param attempt the try that failed, from 1
 * @param random uniform in [0, 1)
 */
export function retryDelay(error: unknown, attempt: number, policy: RetryPolicy, random: number): number | undefined {
	if (!(error instanceof ModelFault) || !isRetryable(error) || attempt >= policy.maxAttempts) return undefined;
	const asked = error.retryAfterMs ?? 0;
	if (asked > policy.maxDelayMs) return undefined;
	const ceiling = Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attempt - 1));
	return Math.max(asked, Math.round(ceiling * (0.5 + random / 2)));
}
