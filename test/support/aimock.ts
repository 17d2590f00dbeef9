import { LLMock, type ChatCompletionRequest, type FixtureOpts, type FixtureResponse } from '@copilotkit/aimock';

/** A request as aimock understood it, whatever wire format it came in. */
export interface AimockRequest {
	readonly model: string;
	/** Text only, in the order of the wire; parts of one message are joined. */
	readonly messages: readonly { readonly role: string; readonly text: string }[];
	/** Text of all system messages. */
	readonly system: string;
	/** Text of the first user message: context and task. */
	readonly prompt: string;
	/** What the assistant has written so far, when the request goes on from there; otherwise empty. */
	readonly soFar: string;
	readonly maxOutputTokens: number | undefined;
	readonly temperature: number | undefined;
	readonly wantsJson: boolean;
}

/** Token counts that aimock is to report. Cached input is reported in OpenAI's format alone: aimock drops it in the others. */
export interface AimockUsage {
	readonly inputTokens: number;
	readonly outputTokens: number;
	readonly cacheReadTokens?: number;
	/** Dollars, reported in OpenRouter's format alone. */
	readonly costUsd?: number;
}

export type AimockReply =
	| { readonly text: string; readonly usage?: AimockUsage; readonly finish?: 'stop' | 'length' | 'content_filter' }
	| { readonly status: number; readonly code?: string; readonly message?: string; readonly retryAfterSeconds?: number };

export type AimockHandler = (request: AimockRequest) => AimockReply | Promise<AimockReply>;

/** One answered request: what it said and what it cost in tokens. */
export interface AimockExchange {
	readonly request: AimockRequest;
	readonly reply: AimockReply;
	/** What was reported; undefined for errors. */
	readonly usage: AimockUsage | undefined;
}

export interface Aimock {
	readonly url: string;
	/** Base URLs for the setting `prometheusNovel.providers`; the last one shapes replies as OpenRouter does. */
	readonly baseUrls: {
		readonly openai: string;
		readonly anthropic: string;
		readonly google: string;
		readonly openrouter: string;
	};
	/** Every request so far, in order of arrival, with the usage that was reported: the sum a ledger has to match. */
	readonly exchanges: readonly AimockExchange[];
	/** aimock itself, for its fixtures, chaos and journal. */
	readonly mock: LLMock;
	/**
	 * Answers every later request; chunk size, pace, truncation and chaos as `fixture` says. Where the handler gives no
	 * usage, prompt and reply are counted at four characters a token.
	 */
	answer(handler: AimockHandler, fixture?: FixtureOpts): void;
	close(): Promise<void>;
}

export interface AimockOptions {
	readonly handler?: AimockHandler;
	readonly fixture?: FixtureOpts;
	/** When given, any other key is answered with 401. */
	readonly keys?: readonly string[];
}

/** Starts aimock on a free port of this machine. */
export async function startAimock(options: AimockOptions = {}): Promise<Aimock> {
	const auth = options.keys === undefined ? {} : { auth: { apiKeys: options.keys } };
	const mock = new LLMock({ port: 0, host: '127.0.0.1', journalMaxEntries: 0, ...auth });
	const url = (await mock.start()).replace(/\/+$/, '');
	const exchanges: AimockExchange[] = [];
	const aimock: Aimock = {
		url,
		baseUrls: { openai: `${url}/v1`, anthropic: `${url}/v1`, google: `${url}/v1beta`, openrouter: `${url}/api/v1` },
		exchanges,
		mock,
		answer: (handler, fixture = {}) => {
			mock.clearFixtures();
			mock.on({ predicate: () => true }, (wire) => respond(wire, handler, exchanges), fixture);
		},
		close: () => mock.stop(),
	};
	aimock.answer(options.handler ?? (() => ({ text: 'A quiet morning.' })), options.fixture);
	return aimock;
}

async function respond(
	wire: ChatCompletionRequest,
	handler: AimockHandler,
	exchanges: AimockExchange[],
): Promise<FixtureResponse> {
	const request = requestOf(wire);
	const reply = await handler(request);
	if (!('text' in reply)) {
		exchanges.push({ request, reply, usage: undefined });
		return errorOf(reply);
	}
	const usage = reply.usage ?? countedUsage(request, reply.text);
	exchanges.push({ request, reply, usage });
	return { content: reply.text, finishReason: reply.finish ?? 'stop', usage: wireUsageOf(usage) };
}

function errorOf(reply: Exclude<AimockReply, { text: string }>): FixtureResponse {
	const { status, code, message, retryAfterSeconds } = reply;
	const error = { message: message ?? `HTTP ${status}`, ...(code === undefined ? {} : { code, type: code }) };
	return { status, error, ...(retryAfterSeconds === undefined ? {} : { retryAfter: retryAfterSeconds }) };
}

function wireUsageOf({ inputTokens, outputTokens, cacheReadTokens, costUsd }: AimockUsage): Record<string, unknown> {
	return {
		prompt_tokens: inputTokens,
		completion_tokens: outputTokens,
		total_tokens: inputTokens + outputTokens,
		...(cacheReadTokens === undefined ? {} : { prompt_tokens_details: { cached_tokens: cacheReadTokens } }),
		...(costUsd === undefined ? {} : { cost: costUsd }),
	};
}

/** Four characters a token. */
function countedUsage({ messages }: AimockRequest, text: string): AimockUsage {
	const characters = messages.reduce((sum, message) => sum + message.text.length, 0);
	return { inputTokens: Math.ceil(characters / 4), outputTokens: Math.ceil(text.length / 4) };
}

function requestOf(wire: ChatCompletionRequest): AimockRequest {
	const messages = wire.messages.map(({ role, content }) => ({ role: role as string, text: textOf(content) }));
	const textsOf = (...roles: readonly string[]): string[] =>
		messages.filter(({ role }) => roles.includes(role)).map(({ text }) => text);
	const limit = wire.max_tokens ?? wire['max_completion_tokens'];
	return {
		model: wire.model,
		messages,
		system: textsOf('system', 'developer').join('\n'),
		prompt: textsOf('user')[0] ?? '',
		soFar: textsOf('assistant').at(-1) ?? '',
		maxOutputTokens: typeof limit === 'number' ? limit : undefined,
		temperature: wire.temperature,
		wantsJson: wire.response_format !== undefined && wire.response_format.type !== 'text',
	};
}

function textOf(content: ChatCompletionRequest['messages'][number]['content']): string {
	if (typeof content === 'string') return content;
	return (content ?? []).map((part) => part.text ?? '').join('');
}
