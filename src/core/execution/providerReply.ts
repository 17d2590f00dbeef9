import type { AllowanceReport, AnsweredCall } from './rateWindow.js';

/** What providers limit by the minute. */
export const allowances = ['requests', 'tokens', 'inputTokens', 'outputTokens'] as const;
export type Allowance = (typeof allowances)[number];

/** What the head of a provider's reply tells of its allowances, read in the adapter. */
export interface ProviderReply extends AnsweredCall {
	readonly allowances: Readonly<Partial<Record<Allowance, AllowanceReport>>>;
	/** It was turned away because there were too many. */
	readonly isRateLimited: boolean;
	readonly retryAfterMs: number | undefined;
}

/** Hears of every reply, whatever its status. */
export interface ReplyListener {
	noteReply(provider: string, reply: ProviderReply): void;
}
