import assert from 'node:assert/strict';
import { parseRateLimits } from '../../../../src/core/execution/rateLimits.js';

describe('The rate limits in the settings', () => {
	it('are taken as they are, by provider', () => {
		const limits = { openai: { requestsPerMinute: 60, tokensPerMinute: 90_000 }, local: { requestsPerMinute: 2 } };
		assert.deepEqual([parseRateLimits(limits), parseRateLimits(undefined), parseRateLimits({})], [limits, {}, {}]);
	});

	it('are refused with a sentence that shows how they are written', () => {
		const bad: readonly (readonly [unknown, RegExp])[] = [
			[7, /^The setting prometheusNovel\.execution\.rateLimits is not an object\. Write it as \{ "openai"/],
			[[], /is not an object/],
			[{ openai: 60 }, /has no object for "openai"/],
			[{ openai: { requests: 60 } }, /has "requests" for "openai", which is not a limit/],
			[{ openai: { requestsPerMinute: 0 } }, /has no whole number from 1 for "requestsPerMinute" of "openai"/],
			[{ openai: { tokensPerMinute: 1.5 } }, /has no whole number from 1/],
			[{ openai: { tokensPerMinute: '90000' } }, /has no whole number from 1/],
		];
		for (const [value, message] of bad)
			assert.throws(() => parseRateLimits(value), { code: 'bad-rate-limits', message });
	});
});
