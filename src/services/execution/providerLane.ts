import type { Clock } from '../../base/clock.js';
import {
	afterEnd,
	afterGivingUp,
	afterStart,
	breakerWaitMs,
	closedBreaker,
	defaultBreakerPolicy,
	type Breaker,
} from '../../core/execution/breaker.js';
import type { TaskWait } from '../../core/execution/executionTask.js';
import type { ProviderReply } from '../../core/execution/providerReply.js';
import { AllowanceBook, type BookedCall, type CallTokens } from '../../core/execution/allowanceBook.js';
import type { RateLimit } from '../../core/execution/rateLimits.js';
import type { Usage } from '../../core/models/languageModel.js';
import { ModelFault } from '../../core/models/modelFault.js';

export type LaneCall = BookedCall;

export interface Patience {
	/** Milliseconds that a provider that is away is waited for. */
	readonly mostAwayMs: number;
	away(): Error;
	waiting(reason: TaskWait['reason'], waitMs: number): void;
}

interface Waiter {
	readonly tokens: CallTokens;
	readonly patience: Patience;
	readonly since: number;
	readonly resolve: (call: LaneCall) => void;
	readonly reject: (error: unknown) => void;
	/** What it was told last that it waits for. */
	told: TaskWait['reason'] | undefined;
}

/** A provider that turned a call away without saying for how long. */
const pauseMs = 1_000;
/** Who is to wait for longer had better be told by the provider itself. */
const longestPauseMs = 60_000;
/** Nothing is waited for longer than this without another look. */
const longestTimerMs = 30_000;

/** The way to one provider: who waits, and whether the next may go. */
export class ProviderLane {
	readonly #clock: Clock;
	readonly #book = new AllowanceBook();
	readonly #waiters = new Set<Waiter>();
	#breaker: Breaker = closedBreaker;
	#pausedUntil = -Infinity;
	#timer = new AbortController();

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	configure(limit: RateLimit | undefined): void {
		this.#book.configure(limit);
	}

	enter(tokens: CallTokens, patience: Patience, signal: AbortSignal): Promise<LaneCall> {
		const { promise, resolve, reject } = Promise.withResolvers<LaneCall>();
		const waiter: Waiter = { tokens, patience, since: this.#clock.now(), resolve, reject, told: undefined };
		const abort = (): void => {
			if (!this.#waiters.delete(waiter)) return;
			reject(signal.reason as Error);
			this.#letGo();
		};
		this.#waiters.add(waiter);
		signal.addEventListener('abort', abort, { once: true });
		this.#letGo();
		return promise.finally(() => signal.removeEventListener('abort', abort));
	}

	noteReply(reply: ProviderReply): void {
		this.#book.noteReply(reply);
		if (reply.isRateLimited) this.#pause(reply.answeredAt, pauseAfter(reply));
		this.#letGo();
	}

	leave(call: LaneCall, usage: Usage | undefined, error: unknown): void {
		const now = this.#clock.now();
		this.#breaker = afterEnd(this.#breaker, error, now, defaultBreakerPolicy);
		if (error instanceof ModelFault && error.kind === 'rate-limit') {
			this.#book.withdraw(call);
			this.#pause(now, error.retryAfterMs ?? 0);
		} else this.#book.end(call, usage, !isUnanswered(error), now);
		this.#letGo();
	}

	#pause(now: number, ms: number): void {
		if (ms <= longestPauseMs) this.#pausedUntil = Math.max(this.#pausedUntil, now + ms);
	}

	/** Its own side has given it up, which says nothing of the provider. */
	giveUp(call: LaneCall, usage: Usage | undefined): void {
		const now = this.#clock.now();
		this.#breaker = afterGivingUp(this.#breaker, now);
		this.#book.end(call, usage, usage !== undefined, now);
		this.#letGo();
	}

	withdraw(call: LaneCall): void {
		this.#breaker = afterGivingUp(this.#breaker, this.#clock.now());
		this.#book.withdraw(call);
		this.#letGo();
	}

	/** In the order in which they came, as far as may be now; the rest is looked at again when that may be another. */
	#letGo(): void {
		this.#timer.abort();
		let lookAgainMs = Infinity;
		for (const waiter of this.#waiters) {
			const now = this.#clock.now();
			const awayMs = breakerWaitMs(this.#breaker, now);
			if (awayMs > 0 && now - waiter.since >= waiter.patience.mostAwayMs) {
				this.#waiters.delete(waiter);
				waiter.reject(waiter.patience.away());
				continue;
			}
			const rateMs = Math.max(this.#pausedUntil - now, this.#book.waitMs(waiter.tokens, now));
			if (awayMs <= 0 && rateMs <= 0) {
				this.#waiters.delete(waiter);
				this.#breaker = afterStart(this.#breaker);
				waiter.resolve(this.#book.spend(waiter.tokens, now));
				continue;
			}
			this.#tell(waiter, awayMs, rateMs);
			const patienceMs = awayMs > 0 ? waiter.since + waiter.patience.mostAwayMs - now : Infinity;
			lookAgainMs = Math.min(lookAgainMs, Math.max(awayMs, rateMs), patienceMs);
			// Those behind have less patience left only while the provider is away.
			if (awayMs <= 0) break;
		}
		if (this.#waiters.size > 0) this.#lookAgainIn(Math.min(longestTimerMs, Math.max(1, Math.ceil(lookAgainMs))));
	}

	#tell(waiter: Waiter, awayMs: number, rateMs: number): void {
		const reason = awayMs > 0 ? 'breaker' : 'rate-limit';
		if (waiter.told === reason) return;
		waiter.told = reason;
		const waitMs = Math.max(awayMs, rateMs);
		waiter.patience.waiting(reason, Number.isFinite(waitMs) ? waitMs : 0);
	}

	#lookAgainIn(ms: number): void {
		this.#timer = new AbortController();
		void this.#clock.wait(ms, this.#timer.signal).then(
			() => this.#letGo(),
			() => undefined,
		);
	}
}

/** As long as the provider asks, or until what is used up comes back. */
function pauseAfter({ retryAfterMs, allowances }: ProviderReply): number {
	if (retryAfterMs !== undefined) return retryAfterMs;
	const resets = Object.values(allowances).flatMap(({ remaining, resetMs }) =>
		remaining === 0 && resetMs !== undefined ? [resetMs] : [],
	);
	return Math.min(longestPauseMs, Math.max(pauseMs, ...resets));
}

function isUnanswered(error: unknown): boolean {
	return error instanceof ModelFault && error.kind === 'network';
}
