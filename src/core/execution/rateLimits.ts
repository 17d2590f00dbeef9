import * as l10n from '@vscode/l10n';
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
	if (!isObject(value)) throw badLimits(l10n.t('The setting prometheusNovel.execution.rateLimits is not an object.'));
	return Object.fromEntries(Object.entries(value).map(([provider, limit]) => [provider, limitOf(provider, limit)]));
}

function limitOf(provider: string, value: unknown): RateLimit {
	if (!isObject(value))
		throw badLimits(l10n.t('The setting prometheusNovel.execution.rateLimits has no object for "{0}".', provider));
	const limit: { requestsPerMinute?: number; tokensPerMinute?: number } = {};
	for (const [name, amount] of Object.entries(value)) {
		const known = names.find((one) => one === name);
		if (known === undefined)
			throw badLimits(
				l10n.t(
					'The setting prometheusNovel.execution.rateLimits has "{0}" for "{1}", which is not a limit.',
					name,
					provider,
				),
			);
		if (typeof amount !== 'number' || !Number.isInteger(amount) || amount < 1)
			throw badLimits(
				l10n.t(
					'The setting prometheusNovel.execution.rateLimits has no whole number from 1 for "{0}" of "{1}".',
					name,
					provider,
				),
			);
		limit[known] = amount;
	}
	return limit;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function badLimits(fault: string): AppError {
	const advice = l10n.t(
		'Write it as { "openai": { "requestsPerMinute": 60, "tokensPerMinute": 90000 } }; either number may be left out.',
	);
	return new AppError('bad-rate-limits', `${fault} ${advice}`);
}
