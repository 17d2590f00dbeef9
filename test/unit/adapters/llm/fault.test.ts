import assert from 'node:assert/strict';
import { APICallError } from '@ai-sdk/provider';
import { faultOf } from '../../../../src/adapters/llm/fault.js';
import { retryAfterMsOf } from '../../../../src/adapters/llm/retryAfter.js';
import { isRetryable, type FaultKind } from '../../../../src/core/models/modelFault.js';

const target = { title: 'OpenAI', model: 'gpt-4o', baseUrl: 'https://api.openai.com/v1' };
const now = Date.UTC(2026, 10, 1);

function answered(statusCode: number, body: unknown, responseHeaders: Record<string, string> = {}): APICallError {
	const request = { url: target.baseUrl, requestBodyValues: { prompt: 'secret prompt' } };
	return new APICallError({
		...request,
		message: 'as told',
		statusCode,
		responseHeaders,
		responseBody: JSON.stringify(body),
	});
}

function unanswered(code: string): APICallError {
	const cause = Object.assign(new Error('socket'), { code });
	return new APICallError({
		message: 'Cannot connect',
		url: target.baseUrl,
		requestBodyValues: {},
		cause,
		isRetryable: true,
	});
}

const error = (fields: Record<string, unknown>): unknown => ({ error: { message: 'words', ...fields } });

const faults: readonly (readonly [string, unknown, FaultKind, RegExp])[] = [
	['a wrong key', answered(401, error({ code: 'invalid_api_key' })), 'auth', /Set API Key/],
	['a key without the right', answered(403, error({ type: 'permission_error' })), 'auth', /Set API Key/],
	[
		'a wrong key at Google',
		answered(400, error({ status: 'INVALID_ARGUMENT', details: [{ reason: 'API_KEY_INVALID' }] })),
		'auth',
		/Set API Key/,
	],
	[
		'an empty account at OpenAI',
		answered(429, error({ code: 'insufficient_quota', type: 'insufficient_quota' })),
		'auth',
		/Add credit/,
	],
	['an empty account at OpenRouter', answered(402, error({ code: 402 })), 'auth', /Add credit/],
	[
		'an empty account at Anthropic',
		answered(
			400,
			error({ type: 'invalid_request_error', message: 'Your credit balance is too low to access the API.' }),
		),
		'auth',
		/Add credit/,
	],
	['too many requests', answered(429, error({ type: 'rate_limit_error' })), 'rate-limit', /concurrency/],
	['a used-up quota a minute at Google', answered(429, error({ status: 'RESOURCE_EXHAUSTED' })), 'rate-limit', /Wait/],
	['an overloaded Anthropic', answered(529, error({ type: 'overloaded_error' })), 'overloaded', /HTTP 529/],
	['a failing server', answered(500, 'not even JSON'), 'overloaded', /HTTP 500/],
	['a gateway without an upstream', answered(503, undefined), 'overloaded', /HTTP 503/],
	['a model that is not there', answered(404, error({ code: 'model_not_found' })), 'bad-request', /no model "gpt-4o"/],
	[
		'a model that Ollama does not have',
		answered(404, error({ type: 'api_error' })),
		'bad-request',
		/no model "gpt-4o"/,
	],
	[
		'a parameter that is not supported',
		answered(400, error({ type: 'invalid_request_error', code: 'unsupported_parameter', param: 'temperature' })),
		'bad-request',
		/unsupported_parameter, parameter temperature/,
	],
	[
		'a prompt that is too long, by code',
		answered(400, error({ code: 'context_length_exceeded' })),
		'context-too-long',
		/maxTokens/,
	],
	[
		'a prompt that is too long, in words',
		answered(400, error({ message: 'prompt is too long: 9 > 8' })),
		'context-too-long',
		/maxTokens/,
	],
	['a request that is too large', answered(413, error({ type: 'request_too_large' })), 'context-too-long', /maxTokens/],
	['content that is filtered', answered(400, error({ code: 'content_filter' })), 'refused', /content/],
	['a redirect', answered(307, undefined), 'bad-request', /final base URL/],
	['an answer that could not be read', answered(200, undefined), 'bad-reply', /understood/],
	[
		'nobody at the address',
		unanswered('ECONNREFUSED'),
		'network',
		/cannot be reached at https:\/\/api\.openai\.com \(ECONNREFUSED\)/,
	],
	['a name without an address', unanswered('ENOTFOUND'), 'network', /cannot be reached/],
	['a certificate that is not trusted', unanswered('SELF_SIGNED_CERT_IN_CHAIN'), 'network', /cannot be reached/],
	['a connection that was reset', unanswered('ECONNRESET'), 'network', /broke off/],
	[
		'a connection that was cut',
		new TypeError('terminated', { cause: Object.assign(new Error('x'), { code: 'UND_ERR_SOCKET' }) }),
		'network',
		/broke off/,
	],
	['an error event by status', { message: 'x', code: 502 }, 'overloaded', /HTTP 502/],
	['an error event by type', { message: 'x', type: 'server_error' }, 'overloaded', /overloaded/],
	['an error event about the rate', { message: 'x', code: 'rate_limit_exceeded' }, 'rate-limit', /Wait/],
	['something unheard of', new Error('who knows'), 'bad-reply', /understood/],
];

describe('faultOf', () => {
	for (const [name, foreign, kind, sentence] of faults) {
		it(`takes ${name} for ${kind}`, () => {
			const fault = faultOf(foreign, target, now);
			assert.equal(fault.kind, kind);
			assert.match(fault.message, sentence);
			assert.match(fault.message, /OpenAI|api\.openai\.com/);
		});
	}

	it('does not have an empty account tried again', () => {
		assert.equal(isRetryable(faultOf(answered(429, error({ code: 'insufficient_quota' })), target)), false);
	});

	it('keeps a cause that describes the original without repeating it', () => {
		const cause = faultOf(
			answered(429, error({ type: 'rate_limit_error', message: 'secret prompt' }), { 'x-key': 'secret' }),
			target,
		).cause;
		assert.ok(cause instanceof Error);
		assert.equal(cause.message, 'AI_APICallError, HTTP 429, rate_limit_error');
	});

	it('reads the delay that Google puts into the body', () => {
		const body = error({ status: 'RESOURCE_EXHAUSTED', details: [{ retryDelay: '34.5s' }] });
		assert.equal(faultOf(answered(429, body), target).retryAfterMs, 34_500);
	});
});

describe('retryAfterMsOf', () => {
	const cases: readonly (readonly [Record<string, string> | undefined, number | undefined])[] = [
		[undefined, undefined],
		[{}, undefined],
		[{ 'retry-after': '7' }, 7000],
		[{ 'retry-after': '0.5' }, 500],
		[{ 'retry-after-ms': '120', 'retry-after': '9' }, 120],
		[{ 'retry-after': 'Sun, 01 Nov 2026 00:00:30 GMT' }, 30_000],
		[{ 'retry-after': 'Sat, 31 Oct 2026 00:00:00 GMT' }, 0],
		[{ 'retry-after': 'soon' }, undefined],
	];
	for (const [headers, expected] of cases) {
		it(`reads ${JSON.stringify(headers)} as ${expected} ms`, () => {
			assert.equal(retryAfterMsOf(headers, now), expected);
		});
	}
});
