import assert from 'node:assert/strict';
import { durationMsOf, replyHeadOf } from '../../../../src/adapters/llm/replyHead.js';

const call = { sentAt: 1_000, answeredAt: Date.parse('2026-03-01T12:00:00.250Z') };

describe('The head of a reply', () => {
	it('tells allowances in the words of OpenAI', () => {
		const headers = new Headers({
			'x-ratelimit-limit-requests': '60',
			'x-ratelimit-remaining-requests': '59',
			'x-ratelimit-reset-requests': '1s',
			'x-ratelimit-limit-tokens': '90000',
			'x-ratelimit-remaining-tokens': '88500',
			'x-ratelimit-reset-tokens': '6m0s',
		});
		assert.deepEqual(replyHeadOf(200, headers, call), {
			...call,
			isRateLimited: false,
			retryAfterMs: undefined,
			allowances: {
				requests: { limit: 60, remaining: 59, resetMs: 1_000 },
				tokens: { limit: 90_000, remaining: 88_500, resetMs: 360_000 },
			},
		});
	});

	it('tells them in the words of Anthropic, by the clock of the server where that is another', () => {
		const headers = {
			'anthropic-ratelimit-requests-limit': '50',
			'anthropic-ratelimit-requests-remaining': '49',
			'anthropic-ratelimit-requests-reset': '2026-03-01T12:00:02Z',
			'anthropic-ratelimit-input-tokens-limit': '40000',
			'anthropic-ratelimit-output-tokens-remaining': '7000',
		};
		const rest = {
			inputTokens: { limit: 40_000, remaining: undefined, resetMs: undefined },
			outputTokens: { limit: undefined, remaining: 7_000, resetMs: undefined },
		};
		const resets = [undefined, 'Sun, 01 Mar 2026 12:00:00 GMT', 'Sun, 01 Mar 2026 11:59:00 GMT'].map((date) => {
			const given = new Headers({ ...headers, ...(date === undefined ? {} : { date }) });
			const { requests, ...others } = replyHeadOf(200, given, call).allowances;
			assert.deepEqual(others, rest);
			return requests?.resetMs;
		});
		assert.deepEqual(resets, [1_750, 1_750, 62_000]);
	});

	it('tells that a call was turned away, and for how long', () => {
		const head = replyHeadOf(429, new Headers({ 'retry-after': '2' }), call);
		assert.deepEqual([head.isRateLimited, head.retryAfterMs, head.allowances], [true, 2_000, {}]);
	});

	it('tells nothing of headers that cannot be read', () => {
		const headers = new Headers({
			'x-ratelimit-limit-requests': 'many',
			'x-ratelimit-remaining-requests': '',
			'x-ratelimit-reset-requests': 'soon',
			'anthropic-ratelimit-tokens-reset': 'tomorrow',
		});
		assert.deepEqual(replyHeadOf(200, headers, call).allowances, {});
	});

	it('reads durations of every unit', () => {
		const texts = ['20ms', '1s', '6m0s', '1h2m3.5s', '2d', '7', 'x', '5 s', ''];
		assert.deepEqual(texts.map(durationMsOf), [
			20,
			1_000,
			360_000,
			3_723_500,
			172_800_000,
			7_000,
			undefined,
			undefined,
			undefined,
		]);
	});
});
