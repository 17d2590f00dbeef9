import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the server counts: by windows of the clock, by windows that begin with a request, or by what came in the last window. */
export type Counting = 'clock' | 'fixed' | 'sliding';

export interface RateLimitedServerOptions {
	readonly counting: Counting;
	readonly requests: number;
	readonly tokens: number;
	readonly windowMs: number;
	/** Input and output tokens of the reply to each request, by its number. */
	tokensOf(request: number): { readonly input: number; readonly output: number };
	/** Milliseconds before the head of a reply, by the number of its request. */
	latencyMs(request: number): number;
	/** Whether tokens count as they come to be, or as many as the request allows. */
	readonly charges?: 'actual' | 'maximum';
	/** `openai` when left out. */
	readonly headers?: 'openai' | 'anthropic' | 'none';
}

export interface Arrival {
	/** Milliseconds since the Unix epoch. */
	readonly at: number;
	readonly tokens: number;
	readonly accepted: boolean;
}

export interface RateLimitedServer {
	/** Base URL of a server that speaks OpenAI's chat protocol. */
	readonly url: string;
	readonly arrivals: readonly Arrival[];
	close(): Promise<void>;
}

/** A provider that enforces its limits by the moment at which requests arrive. */
export async function startRateLimitedServer(options: RateLimitedServerOptions): Promise<RateLimitedServer> {
	const allowance = new Allowance(options);
	const server = createServer((request, response) => void answer(request, response, options, allowance));
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		arrivals: allowance.arrivals,
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

class Allowance {
	readonly arrivals: Arrival[] = [];
	readonly #options: RateLimitedServerOptions;
	#windowStart = -Infinity;

	constructor(options: RateLimitedServerOptions) {
		this.#options = options;
	}

	/** @returns whether it is accepted, and the headers that tell what is left */
	take(tokens: number): { readonly accepted: boolean; readonly headers: Record<string, string> } {
		const { requests, tokens: most } = this.#options;
		const at = Date.now();
		const before = this.#counted(at);
		const used = before.reduce((sum, one) => sum + one.tokens, 0);
		const accepted = before.length < requests && used + tokens <= most;
		this.arrivals.push({ at, tokens, accepted });
		const taken = accepted
			? { requests: before.length + 1, tokens: used + tokens }
			: { requests: before.length, tokens: used };
		const oldest = before[0]?.at ?? at;
		const { windowMs, counting } = this.#options;
		const resetMs = (counting === 'sliding' ? oldest : this.#windowStart) + windowMs - at;
		return { accepted, headers: this.#headers(taken, resetMs, accepted, at) };
	}

	#counted(at: number): readonly Arrival[] {
		const { counting, windowMs } = this.#options;
		if (counting === 'clock') this.#windowStart = Math.floor(at / windowMs) * windowMs;
		if (counting === 'fixed' && at >= this.#windowStart + windowMs) this.#windowStart = at;
		const from = counting === 'sliding' ? at - windowMs : this.#windowStart - 1;
		const counted: Arrival[] = [];
		for (let index = this.arrivals.length - 1; index >= 0; index--) {
			const arrival = this.arrivals[index];
			if (arrival === undefined || arrival.at <= from) break;
			if (arrival.accepted) counted.push(arrival);
		}
		return counted.reverse();
	}

	#headers(
		taken: { readonly requests: number; readonly tokens: number },
		resetMs: number,
		accepted: boolean,
		at: number,
	): Record<string, string> {
		const { requests, tokens, headers = 'openai' } = this.#options;
		const refused: Record<string, string> = accepted ? {} : { 'retry-after': String(Math.ceil(resetMs / 1_000)) };
		if (headers === 'none') return refused;
		const all = { requests: [requests, requests - taken.requests], tokens: [tokens, tokens - taken.tokens] };
		for (const [name, [limit, remaining]] of Object.entries(all)) {
			const facts = {
				limit: String(limit),
				remaining: String(Math.max(0, remaining ?? 0)),
				reset: headers === 'openai' ? `${resetMs}ms` : new Date(at + resetMs).toISOString(),
			};
			for (const [fact, value] of Object.entries(facts))
				refused[headers === 'openai' ? `x-ratelimit-${fact}-${name}` : `anthropic-ratelimit-${name}-${fact}`] = value;
		}
		return refused;
	}
}

async function answer(
	request: IncomingMessage,
	response: ServerResponse,
	options: RateLimitedServerOptions,
	allowance: Allowance,
): Promise<void> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const body = JSON.parse(Buffer.concat(chunks).toString()) as { readonly max_tokens?: number };
	const number = allowance.arrivals.length;
	const { input, output } = options.tokensOf(number);
	const charged = options.charges === 'maximum' ? input + (body.max_tokens ?? output) : input + output;
	const { accepted, headers } = allowance.take(charged);
	if (!accepted) {
		response.writeHead(429, { 'content-type': 'application/json', ...headers });
		response.end(
			JSON.stringify({ error: { message: 'Too many.', type: 'rate_limit_error', code: 'rate_limit_exceeded' } }),
		);
		return;
	}
	await new Promise((resolve) => setTimeout(resolve, options.latencyMs(number)));
	response.writeHead(200, { 'content-type': 'text/event-stream', ...headers });
	const base = { id: `reply-${number}`, object: 'chat.completion.chunk', created: 0, model: 'limited' };
	const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
	const parts = [
		{
			...base,
			choices: [{ index: 0, delta: { role: 'assistant', content: 'A quiet morning.' }, finish_reason: null }],
		},
		{ ...base, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
		{ ...base, choices: [], usage },
	];
	response.end(`${parts.map((part) => `data: ${JSON.stringify(part)}\n\n`).join('')}data: [DONE]\n\n`);
}
