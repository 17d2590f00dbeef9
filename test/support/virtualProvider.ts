import type { Clock } from '../../src/base/clock.js';
import type { ProviderReply } from '../../src/core/execution/providerReply.js';
import type { Counting } from './rateLimitedServer.js';

export interface VirtualProviderOptions {
	readonly counting: Counting | 'bucket';
	readonly requests: number;
	readonly tokens: number;
	readonly windowMs: number;
	/** Milliseconds from sending to arriving, and from arriving to the head of the reply; uniform in [0, 1) in, time out. */
	readonly transitMs: (random: number) => number;
	readonly thinkingMs: (random: number) => number;
	readonly reports: boolean;
	/** Requests that other programs make in each window, at its beginning. */
	readonly elsewhere?: number;
}

export interface VirtualReply {
	readonly accepted: boolean;
	readonly head: ProviderReply;
}

interface Taken {
	readonly accepted: boolean;
	readonly requests: number;
	readonly tokens: number;
	readonly resetMs: number;
}

/** A provider with limits, in the time of a clock that a test turns. */
export class VirtualProvider {
	readonly accepted: { readonly at: number; readonly tokens: number }[] = [];
	readonly refused: number[] = [];
	readonly #clock: Clock;
	readonly #options: VirtualProviderOptions;
	readonly #random: () => number;
	#windowStart = -Infinity;
	#level = 0;
	#levelAt = 0;

	constructor(clock: Clock, options: VirtualProviderOptions, random: () => number) {
		this.#clock = clock;
		this.#options = options;
		this.#random = random;
	}

	async ask(tokens: number): Promise<VirtualReply> {
		const { transitMs, thinkingMs } = this.#options;
		const sentAt = this.#clock.now();
		await this.#clock.wait(transitMs(this.#random()));
		const taken = this.#take(tokens);
		await this.#clock.wait(taken.accepted ? thinkingMs(this.#random()) : 1);
		const answeredAt = this.#clock.now();
		const { requests, tokens: most, reports } = this.#options;
		const { resetMs } = taken;
		const allowances = {
			requests: { limit: requests, remaining: Math.max(0, requests - taken.requests), resetMs },
			tokens: { limit: most, remaining: Math.max(0, most - taken.tokens), resetMs },
		};
		const isRateLimited = !taken.accepted;
		const retryAfterMs = isRateLimited ? resetMs : undefined;
		const head = { sentAt, answeredAt, isRateLimited, retryAfterMs, allowances: reports ? allowances : {} };
		return { accepted: taken.accepted, head };
	}

	#take(tokens: number): Taken {
		const { counting, requests, tokens: most, windowMs, elsewhere = 0 } = this.#options;
		const at = this.#clock.now();
		if (counting === 'bucket') return this.#takeFromBucket(at, tokens);
		if (counting === 'clock') this.#windowStart = Math.floor(at / windowMs) * windowMs;
		if (counting === 'fixed' && at >= this.#windowStart + windowMs) this.#windowStart = at;
		const from = counting === 'sliding' ? at - windowMs : this.#windowStart - 0.001;
		const counted = this.accepted.filter((one) => one.at > from);
		const used = counted.reduce((sum, one) => sum + one.tokens, 0);
		const accepted = counted.length + elsewhere < requests && used + tokens <= most;
		if (accepted) this.accepted.push({ at, tokens });
		else this.refused.push(at);
		const oldest = counting === 'sliding' ? (counted[0]?.at ?? at) : this.#windowStart;
		return {
			accepted,
			requests: counted.length + elsewhere + (accepted ? 1 : 0),
			tokens: used + (accepted ? tokens : 0),
			resetMs: oldest + windowMs - at,
		};
	}

	/** Requests come back one by one; tokens are not limited. */
	#takeFromBucket(at: number, tokens: number): Taken {
		const { requests, windowMs } = this.#options;
		this.#level = Math.max(0, this.#level - ((at - this.#levelAt) * requests) / windowMs);
		this.#levelAt = at;
		const accepted = this.#level + 1 <= requests;
		if (accepted) {
			this.#level++;
			this.accepted.push({ at, tokens });
		} else this.refused.push(at);
		const taken = Math.ceil(this.#level);
		return { accepted, requests: taken, tokens: 0, resetMs: (this.#level * windowMs) / requests };
	}
}
