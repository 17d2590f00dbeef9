import { APICallError } from '@ai-sdk/provider';

/** What an error of a provider package tells, in plain data: never its request, its headers or its wording. */
export interface FaultSigns {
	readonly name: string;
	/** HTTP status, or the status that an error inside a stream stands for. */
	readonly status: number | undefined;
	/** Machine-readable codes and types of the provider's error body, in lower case. */
	readonly codes: ReadonlySet<string>;
	/** The request parameter that the provider complains of. */
	readonly parameter: string | undefined;
	/** `ECONNREFUSED` and the like, from the chain of causes. */
	readonly networkCode: string | undefined;
	readonly headers: Readonly<Record<string, string>> | undefined;
	/** Google's `RetryInfo`, in milliseconds. */
	readonly retryDelayMs: number | undefined;
	/** What the provider says in words alone. */
	readonly wording: 'context-too-long' | 'no-credit' | undefined;
	/** No answer came at all. */
	readonly unanswered: boolean;
}

export function faultSignsOf(error: unknown): FaultSigns {
	const call = APICallError.isInstance(error) ? error : undefined;
	const body = call ? (call.data ?? parsed(call.responseBody)) : error instanceof Error ? undefined : error;
	const found = {
		codes: new Set<string>(),
		numbers: [] as number[],
		parameter: undefined,
		retryDelayMs: undefined,
	} as Findings;
	collect(body, found, 0);
	const networkCode = networkCodeOf(error);
	return {
		name: error instanceof Error ? error.name : 'StreamError',
		status: call?.statusCode ?? statusOf(error) ?? found.numbers[0],
		codes: found.codes,
		parameter: found.parameter,
		networkCode,
		headers: call?.responseHeaders,
		retryDelayMs: found.retryDelayMs,
		wording: wordingOf(wordsOf(call?.responseBody ?? '', body)),
		unanswered:
			networkCode !== undefined || (call !== undefined && call.statusCode === undefined) || isFetchFailure(error),
	};
}

/**
 * Anthropic, Google, vLLM, OpenRouter and LM Studio have no code for a text that does not fit, nor have llama.cpp and
 * Ollama one where they embed it, nor Anthropic one for an empty account; their wordings, as of November 2026. The one
 * place where an error's text is looked at.
 */
const tooLong =
	/prompt is too long|is too large to process|maximum context length|exceeds? the (maximum number of tokens|context (size|length|window))|exceeds the available context|context (length|window) (is )?exceeded|when context the overflows/i;

const noCredit = /credit balance is too low/i;

function wordingOf(words: string): FaultSigns['wording'] {
	if (tooLong.test(words)) return 'context-too-long';
	return noCredit.test(words) ? 'no-credit' : undefined;
}

interface Findings {
	readonly codes: Set<string>;
	readonly numbers: number[];
	parameter: string | undefined;
	retryDelayMs: number | undefined;
}

const codeKeys = new Set(['code', 'type', 'status', 'reason', 'error_type']);
/** A code, and nothing that could be a key or a sentence. */
const codePattern = /^[a-z][a-z_.-]{1,63}$/i;

function collect(value: unknown, found: Findings, depth: number): void {
	if (typeof value !== 'object' || value === null || depth > 5) return;
	for (const [key, item] of Object.entries(value)) {
		if (typeof item === 'object') collect(item, found, depth + 1);
		else if (key === 'param' && isCode(item)) found.parameter ??= item;
		else if (key === 'retryDelay' && typeof item === 'string') found.retryDelayMs ??= durationMs(item);
		else if (codeKeys.has(key) && isCode(item)) found.codes.add(item.toLowerCase());
		else if ((key === 'code' || key === 'statusCode') && isStatus(item)) found.numbers.push(item);
	}
}

function isCode(value: unknown): value is string {
	return typeof value === 'string' && codePattern.test(value);
}

function isStatus(value: unknown): value is number {
	return typeof value === 'number' && value >= 300 && value < 600;
}

function statusOf(error: unknown): number | undefined {
	const status =
		typeof error === 'object' && error !== null ? (error as { statusCode?: unknown }).statusCode : undefined;
	return isStatus(status) ? status : undefined;
}

function durationMs(text: string): number | undefined {
	const seconds = /^(\d+(?:\.\d+)?)s$/.exec(text)?.[1];
	return seconds === undefined ? undefined : Math.ceil(Number(seconds) * 1000);
}

function parsed(text: string | undefined): unknown {
	try {
		return JSON.parse(text ?? '') as unknown;
	} catch {
		return undefined;
	}
}

function wordsOf(responseBody: string, body: unknown): string {
	if (responseBody !== '') return responseBody;
	const message = typeof body === 'object' && body !== null ? (body as { message?: unknown }).message : undefined;
	return typeof message === 'string' ? message : '';
}

function networkCodeOf(error: unknown): string | undefined {
	let current = error;
	for (let depth = 0; depth < 6 && current instanceof Error; depth++) {
		const { code, errors } = current as { code?: unknown; errors?: readonly unknown[] };
		if (
			typeof code === 'string' &&
			/^(E[A-Z]{3,}(_[A-Z]+)?|UND_ERR_[A-Z_]+|[A-Z_]*CERT[A-Z_]*|HPE_[A-Z_]+)$/.test(code)
		)
			return code;
		current = current.cause ?? errors?.[0];
	}
	return undefined;
}

/** Node's fetch throws a TypeError for whatever goes wrong below HTTP. */
function isFetchFailure(error: unknown): boolean {
	return error instanceof TypeError && error.cause !== undefined;
}
