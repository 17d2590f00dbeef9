import type { Allowance, ProviderReply } from '../../core/execution/providerReply.js';
import type { AllowanceReport, AnsweredCall } from '../../core/execution/rateWindow.js';
import { retryAfterMsOf } from './retryAfter.js';

/** Names after the prefix, per allowance. OpenAI's and most others' headers; then Anthropic's. */
const openaiNames: readonly (readonly [Allowance, string])[] = [
	['requests', 'requests'],
	['tokens', 'tokens'],
];
const anthropicNames: readonly (readonly [Allowance, string])[] = [
	...openaiNames,
	['inputTokens', 'input-tokens'],
	['outputTokens', 'output-tokens'],
];

/** Clocks that differ by less are taken for one: the header `date` knows only seconds. */
const sameClockMs = 2_000;

/**
 * What the head of a reply tells of allowances: `x-ratelimit-{limit,remaining,reset}-{requests,tokens}` with resets such
 * as "6m0s" or "20ms" (OpenAI, Groq, Azure), and `anthropic-ratelimit-…-{limit,remaining,reset}` with times (RFC 3339).
 */
export function replyHeadOf(status: number, headers: Headers, call: AnsweredCall): ProviderReply {
	const reports: Partial<Record<Allowance, AllowanceReport>> = {};
	for (const [allowance, name] of openaiNames) {
		const read = (what: string): string | null => headers.get(`x-ratelimit-${what}-${name}`);
		note(reports, allowance, read, durationMsOf);
	}
	for (const [allowance, name] of anthropicNames) {
		const read = (what: string): string | null => headers.get(`anthropic-ratelimit-${name}-${what}`);
		note(reports, allowance, read, (text) => untilMs(text, headers.get('date'), call.answeredAt));
	}
	return {
		...call,
		allowances: reports,
		isRateLimited: status === 429,
		retryAfterMs: retryAfterMsOf(Object.fromEntries(headers), call.answeredAt),
	};
}

function note(
	reports: Partial<Record<Allowance, AllowanceReport>>,
	allowance: Allowance,
	read: (what: string) => string | null,
	resetMsOf: (text: string) => number | undefined,
): void {
	const [limit, remaining, reset] = [numberOf(read('limit')), numberOf(read('remaining')), read('reset')];
	const resetMs = reset === null ? undefined : resetMsOf(reset);
	if (limit !== undefined || remaining !== undefined || resetMs !== undefined)
		reports[allowance] = { limit, remaining, resetMs };
}

function numberOf(text: string | null): number | undefined {
	if (text === null || text.trim() === '') return undefined;
	const value = Number(text);
	return Number.isFinite(value) && value >= 0 ? value : undefined;
}

const unitsMs: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/** "1h2m3.5s", "20ms"; a bare number counts seconds. Undefined for anything else. */
export function durationMsOf(text: string): number | undefined {
	const bare = numberOf(text);
	if (bare !== undefined) return bare * 1_000;
	if (!/^(\d+(\.\d+)?(ms|d|h|m|s))+$/.test(text)) return undefined;
	return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|d|h|m|s)/g)].reduce(
		(sum, [, amount, unit]) => sum + Number(amount) * (unitsMs[unit ?? ''] ?? 0),
		0,
	);
}

/** By the server's own clock, where that is another. */
function untilMs(text: string, serverDate: string | null, now: number): number | undefined {
	const at = Date.parse(text);
	if (Number.isNaN(at)) return undefined;
	const serverNow = serverDate === null ? Number.NaN : Date.parse(serverDate);
	const isSameClock = Number.isNaN(serverNow) || Math.abs(serverNow - now) < sameClockMs;
	return Math.max(0, at - (isSameClock ? now : serverNow));
}
