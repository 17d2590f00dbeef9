import type { Clock } from '../../base/clock.js';
import type { TaskWait } from '../../core/execution/executionTask.js';
import { ProviderAwayError } from '../../core/execution/providerAway.js';
import type { ProviderReply, ReplyListener } from '../../core/execution/providerReply.js';
import type { RateLimits } from '../../core/execution/rateLimits.js';
import type { Usage } from '../../core/models/languageModel.js';
import { ProviderLane, type LaneCall } from './providerLane.js';

/** A call as it is before it is sent. */
export interface PacedRequest {
	readonly provider: string;
	/** Calls of one purpose give replies of about one length. */
	readonly purpose: string;
	readonly inputTokens: number;
	readonly maxOutputTokens: number;
	/** Whether there is another model to turn to, so that it need not wait for a provider that is away. */
	readonly hasFallback: boolean;
	readonly waiting?: ((wait: TaskWait) => void) | undefined;
}

/** A call that may be sent; it ends once, by whichever comes first. */
export interface PacedCall {
	/** @param usage undefined when none was reported */
	succeeded(usage: Usage | undefined): void;
	/** @param error undefined when its own side has given it up */
	failed(error: unknown, usage: Usage | undefined): void;
	/** It was not sent after all. */
	withdraw(): void;
}

export interface ProviderPacePorts {
	readonly clock: Clock;
	/** Read at each call, so that a change counts at once. @throws AppError `bad-rate-limits` */
	limits(): RateLimits;
}

/** What a provider that is away is waited for in all, before a call is given up. */
const longestBreakerWaitMs = 60_000;

/**
 * Lets calls go to each provider no faster than it allows, and not at all while it is away. First come, first served;
 * allowances come from settings and from what providers report.
 */
export class ProviderPace implements ReplyListener {
	readonly #ports: ProviderPacePorts;
	readonly #lanes = new Map<string, ProviderLane>();
	/** Output tokens of replies so far, by purpose. */
	readonly #outputs = new Map<string, { count: number; tokens: number }>();

	constructor(ports: ProviderPacePorts) {
		this.#ports = ports;
	}

	/** @throws AppError `bad-rate-limits` */
	check(): void {
		this.#ports.limits();
	}

	/**
	 * Resolves when the call may be sent. To be asked before anything is held for it.
	 * @throws ProviderAwayError, AppError `bad-rate-limits`, or the signal's reason: then nothing counts
	 */
	async enter(request: PacedRequest, signal: AbortSignal): Promise<PacedCall> {
		signal.throwIfAborted();
		const lane = this.#laneOf(request.provider);
		lane.configure(this.#ports.limits()[request.provider]);
		const outputTokens = this.#expectedOutput(request);
		const call = await lane.enter(
			{ inputTokens: request.inputTokens, outputTokens, maxOutputTokens: request.maxOutputTokens },
			{
				mostAwayMs: request.hasFallback ? 0 : longestBreakerWaitMs,
				away: () => new ProviderAwayError(request.provider),
				waiting: (reason, waitMs) => request.waiting?.({ reason, waitMs, provider: request.provider }),
			},
			signal,
		);
		return this.#paced(request, lane, call);
	}

	noteReply(provider: string, reply: ProviderReply): void {
		this.#laneOf(provider).noteReply(reply);
	}

	#paced(request: PacedRequest, lane: ProviderLane, call: LaneCall): PacedCall {
		const { purpose } = request;
		let isOver = false;
		const once = (end: () => void): void => {
			if (isOver) return;
			isOver = true;
			end();
		};
		return {
			succeeded: (usage) =>
				once(() => {
					if (usage !== undefined) this.#noteOutput(purpose, usage.outputTokens);
					lane.leave(call, usage, undefined);
				}),
			failed: (error, usage) =>
				once(() => (error === undefined ? lane.giveUp(call, usage) : lane.leave(call, usage, error))),
			withdraw: () => once(() => lane.withdraw(call)),
		};
	}

	#laneOf(provider: string): ProviderLane {
		const known = this.#lanes.get(provider);
		if (known !== undefined) return known;
		const lane = new ProviderLane(this.#ports.clock);
		this.#lanes.set(provider, lane);
		return lane;
	}

	/** The mean of those before, and a third of what is allowed for the first. */
	#expectedOutput({ purpose, maxOutputTokens }: PacedRequest): number {
		const known = this.#outputs.get(purpose);
		const expected = known === undefined ? maxOutputTokens / 3 : known.tokens / known.count;
		return Math.min(maxOutputTokens, Math.ceil(expected));
	}

	#noteOutput(purpose: string, tokens: number): void {
		const { count, tokens: before } = this.#outputs.get(purpose) ?? { count: 0, tokens: 0 };
		this.#outputs.set(purpose, { count: count + 1, tokens: before + tokens });
	}
}
