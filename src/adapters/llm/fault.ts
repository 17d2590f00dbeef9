import { ModelFault, type FaultKind } from '../../core/models/modelFault.js';
import { adviceOf, type FaultReason, type FaultTarget } from './faultAdvice.js';
import { faultSignsOf, type FaultSigns } from './faultSigns.js';
import { retryAfterMsOf } from './retryAfter.js';

/**
 * Translates an error of a provider package, once. The fault carries neither prompt, key, headers nor the provider's
 * own words: bodies of error responses repeat both prompts and keys.
 */
export function faultOf(error: unknown, target: FaultTarget, nowMs: number = Date.now()): ModelFault {
	const signs = faultSignsOf(error);
	const reason = reasonOf(signs);
	return new ModelFault(kindOf(reason), adviceOf(reason, signs, target), {
		cause: scrubbedCause(signs),
		retryAfterMs: retryAfterMsOf(signs.headers, nowMs) ?? signs.retryDelayMs,
		wasSent: reason === 'cut' || reason === 'bad-reply',
	});
}

function kindOf(reason: FaultReason): FaultKind {
	if (reason === 'no-credit') return 'auth';
	if (reason === 'unknown-model' || reason === 'moved') return 'bad-request';
	return reason === 'cut' ? 'network' : reason;
}

function reasonOf(signs: FaultSigns): FaultReason {
	return reasonByCode(signs) ?? reasonByStatus(signs) ?? reasonByVagueCode(signs) ?? reasonWithoutAnswer(signs);
}

const reasonsByCode: readonly (readonly [FaultReason, readonly string[]])[] = [
	[
		'no-credit',
		['insufficient_quota', 'billing_hard_limit_reached', 'billing_not_active', 'billing_error', 'insufficient_balance'],
	],
	[
		'auth',
		[
			'invalid_api_key',
			'api_key_invalid',
			'authentication_error',
			'permission_error',
			'permission_denied',
			'unauthenticated',
		],
	],
	[
		'context-too-long',
		['context_length_exceeded', 'exceed_context_size_error', 'request_too_large', 'string_above_max_length'],
	],
	['refused', ['content_filter', 'content_policy_violation', 'moderation_blocked', 'refusal']],
	['unknown-model', ['model_not_found', 'model_not_available', 'not_found_error']],
	['rate-limit', ['rate_limit_exceeded', 'rate_limit_error', 'resource_exhausted', 'too_many_requests']],
];

function reasonByCode({ codes, wording }: FaultSigns): FaultReason | undefined {
	if (wording !== undefined) return wording;
	return reasonsByCode.find(([, names]) => names.some((name) => codes.has(name)))?.[0];
}

/** Servers put these on every failure, a model that is not there included, so the status is asked first. */
const vagueCodes = [
	'overloaded_error',
	'server_error',
	'api_error',
	'internal_server_error',
	'unavailable',
	'internal',
	'deadline_exceeded',
];

function reasonByVagueCode({ codes }: FaultSigns): FaultReason | undefined {
	return vagueCodes.some((code) => codes.has(code)) ? 'overloaded' : undefined;
}

function reasonByStatus({ status }: FaultSigns): FaultReason | undefined {
	if (status === undefined || status < 300) return undefined;
	if (status < 400) return 'moved';
	if (status === 401 || status === 403) return 'auth';
	if (status === 402) return 'no-credit';
	if (status === 404) return 'unknown-model';
	if (status === 413) return 'context-too-long';
	if (status === 429) return 'rate-limit';
	if (status === 408 || status >= 500) return 'overloaded';
	return 'bad-request';
}

const unreachableCodes = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ETIMEDOUT',
	'UND_ERR_CONNECT_TIMEOUT',
]);

function reasonWithoutAnswer({ name, networkCode, unanswered, codes }: FaultSigns): FaultReason {
	if (networkCode !== undefined)
		return unreachableCodes.has(networkCode) || networkCode.includes('CERT') ? 'network' : 'cut';
	if (name === 'AbortError' || name === 'TimeoutError') return 'cut';
	if (unanswered) return 'network';
	if (name === 'AI_LoadAPIKeyError') return 'auth';
	if (
		name === 'AI_UnsupportedFunctionalityError' ||
		name === 'AI_InvalidPromptError' ||
		name === 'AI_InvalidArgumentError'
	)
		return 'bad-request';
	return codes.has('invalid_request_error') || codes.has('invalid_argument') ? 'bad-request' : 'bad-reply';
}

/** The original holds request bodies and headers, so it is described and not kept. */
function scrubbedCause({ name, status, codes, networkCode }: FaultSigns): Error {
	const facts = [name, status === undefined ? '' : `HTTP ${status}`, ...codes, networkCode ?? ''];
	return new Error(facts.filter((fact) => fact !== '').join(', '));
}
