import { AppError } from '../../base/errors.js';

export interface RateLimit {
	readonly requestsPerMinute?: number;
	readonly tokensPerMinute?: number;
}

/** The setting `prometheusNovel.execution.rateLimits`, by provider. */
export type RateLimits = Readonly<Record<string, RateLimit>>;

const names = ['requestsPerMinute', 'tokensPerMinute'] as const;

/** @throws AppError `bad-rate-limits` with what is wanted */
export function parseRateLimits(value: unknown): RateLimits {
	if (value === undefined || value === null) return {};
	if (!isObject(value)) throw badLimits('is not an object');
	return Object.fromEntries(Object.entries(value).map(([provider, limit]) => [provider, limitOf(provider, limit)]));
}

function limitOf(provider: string, value: unknown): RateLimit {
	if (!isObject(value)) throw badLimits(`has no object for "${provider}"`);
	const limit: { requestsPerMinute?: number; tokensPerMinute?: number } = {};
	for (const [name, amount] of Object.entries(value)) {
		const known = names.find((one) => one === name);
		if (known === undefined) throw badLimits(`has "${name}" for "${provider}", which is not a limit`);
		if (typeof amount !== 'number' || !Number.isInteger(amount) || amount < 1)
			throw badLimits(`has no whole number from 1 for "${name}" of "${provider}"`);
		limit[known] = amount;
	}
	return limit;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function badLimits(what: string): AppError {
	return new AppError(
		'bad-rate-limits',
		`The setting prometheusNovel.execution.rateLimits ${what}. Write it as { "openai": { "requestsPerMinute": 60, "tokensPerMinute": 90000 } }; either number may be left out.`,
	);
}
