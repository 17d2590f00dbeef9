import { isRetryable, ModelFault } from '../models/modelFault.js';
import { ProviderAwayError } from './providerAway.js';
import { retryDelay, type RetryPolicy } from './retryPolicy.js';

/** What comes after a try that failed. */
export type FaultVerdict =
	{ readonly kind: 'retry'; readonly delayMs: number } | { readonly kind: 'fallback' } | { readonly kind: 'fail' };

/**
 * @param attempt the try that failed, from 1
 * @param hasFallback whether the task has one that was not used yet
 * @param random uniform in [0, 1)
 */
export function faultVerdict(
	error: unknown,
	attempt: number,
	hasFallback: boolean,
	policy: RetryPolicy,
	random: number,
): FaultVerdict {
	if (error instanceof ProviderAwayError) return { kind: hasFallback ? 'fallback' : 'fail' };
	const delayMs = retryDelay(error, attempt, policy, random);
	if (delayMs !== undefined) return { kind: 'retry', delayMs };
	const mayPass = error instanceof ModelFault && isRetryable(error);
	return { kind: hasFallback && mayPass ? 'fallback' : 'fail' };
}
