import { ModelFault, type FaultKind } from '../models/modelFault.js';

/**
 * `closed`: calls go through; `open`: none does until `until`; `half-open`: one is on its way to try whether the provider
 * is back. Times in milliseconds since the Unix epoch.
 */
export type Breaker =
	| { readonly kind: 'closed'; readonly failures: number }
	| { readonly kind: 'open'; readonly until: number; readonly openMs: number }
	| { readonly kind: 'half-open'; readonly openMs: number };

export interface BreakerPolicy {
	/** Faults in a row that open it. */
	readonly failures: number;
	readonly firstOpenMs: number;
	/** Each try that fails doubles the time up to this. */
	readonly longestOpenMs: number;
}

export const defaultBreakerPolicy: BreakerPolicy = { failures: 5, firstOpenMs: 5_000, longestOpenMs: 60_000 };

export const closedBreaker: Breaker = { kind: 'closed', failures: 0 };

/** Milliseconds until a call may go through; 0 for now, and Infinity while another one tries. */
export function breakerWaitMs(breaker: Breaker, now: number): number {
	if (breaker.kind === 'closed') return 0;
	return breaker.kind === 'open' ? Math.max(0, breaker.until - now) : Infinity;
}

/** A call goes through, which `breakerWaitMs` has allowed. */
export function afterStart(breaker: Breaker): Breaker {
	return breaker.kind === 'open' ? { kind: 'half-open', openMs: breaker.openMs } : breaker;
}

/** @param error what the call ended with; undefined when it went well */
export function afterEnd(breaker: Breaker, error: unknown, now: number, policy: BreakerPolicy): Breaker {
	if (!isProvidersFault(error)) return closedBreaker;
	if (breaker.kind === 'open') return breaker;
	if (breaker.kind === 'half-open') {
		const openMs = Math.min(policy.longestOpenMs, 2 * breaker.openMs);
		return { kind: 'open', until: now + openMs, openMs };
	}
	const failures = breaker.failures + 1;
	if (failures < policy.failures) return { kind: 'closed', failures };
	return { kind: 'open', until: now + policy.firstOpenMs, openMs: policy.firstOpenMs };
}

/** The call that tried was given up by its own side, and tells nothing. */
export function afterGivingUp(breaker: Breaker, now: number): Breaker {
	return breaker.kind === 'half-open' ? { kind: 'open', until: now, openMs: breaker.openMs } : breaker;
}

const kinds: ReadonlySet<FaultKind> = new Set(['network', 'overloaded']);

/** Any other fault is an answer. */
function isProvidersFault(error: unknown): boolean {
	return error instanceof ModelFault && kinds.has(error.kind);
}
