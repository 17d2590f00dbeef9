import { APICallError } from '@ai-sdk/provider';
import type { z } from 'zod';
import type { ModelFault } from '../../../core/models/modelFault.js';
import type { Connection } from '../connection.js';
import { faultOf } from '../fault.js';

/** Files of a batch may be large. */
const timeoutMs = 300_000;

export interface BatchQuestion {
	readonly method?: 'GET' | 'POST' | 'DELETE';
	/** Below the base URL. */
	readonly path: string;
	/** An object is sent as JSON. */
	readonly body?: Readonly<Record<string, unknown>> | FormData;
	readonly headers?: Readonly<Record<string, string>>;
}

/** The HTTP side of a provider's batches: same address, key and faults as ordinary calls. */
export class BatchServer {
	readonly #connection: Connection;
	readonly #model: string;
	readonly #headers: Readonly<Record<string, string>>;

	/** @param headers of every request, the key among them */
	constructor(connection: Connection, model: string, headers: Readonly<Record<string, string>>) {
		this.#connection = connection;
		this.#model = model;
		this.#headers = headers;
	}

	async ask<T>(question: BatchQuestion, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
		return this.#read(await this.#text(await this.#send(question, signal), question, signal), schema);
	}

	/** Undefined where there is nothing under that path. */
	async find<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T | undefined> {
		const response = await this.#send({ path }, signal);
		if (response.status === 404) return undefined;
		return this.#read(await this.#text(response, { path }, signal), schema);
	}

	/** The lines of a JSONL file; what does not match is left out. */
	async lines<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<readonly T[]> {
		const text = await this.#text(await this.#send({ path }, signal), { path }, signal);
		return text.split('\n').flatMap((line) => {
			const read = schema.safeParse(parsed(line));
			return read.success ? [read.data] : [];
		});
	}

	/** The first line of a JSONL file, of which no more is fetched. */
	async firstLine<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T | undefined> {
		const response = await this.#send({ path }, signal);
		if (response.ok && response.body !== null)
			return schema.safeParse(parsed(await this.#untilLineFeed(response.body, signal))).data;
		await this.#text(response, { path }, signal);
		return undefined;
	}

	async #send({ method = 'GET', path, body, headers }: BatchQuestion, signal: AbortSignal): Promise<Response> {
		const isForm = body === undefined || body instanceof FormData;
		const type = isForm ? {} : { 'content-type': 'application/json' };
		try {
			return await this.#connection.fetch(this.#urlOf(path), {
				method,
				headers: { ...this.#headers, ...type, ...headers },
				...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
				signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
			});
		} catch (error) {
			signal.throwIfAborted();
			throw this.#fault(error);
		}
	}

	async #text(response: Response, { path }: BatchQuestion, signal: AbortSignal): Promise<string> {
		try {
			const responseBody = await response.text();
			if (response.ok) return responseBody;
			throw new APICallError({
				message: `HTTP ${response.status}`,
				url: this.#urlOf(path),
				requestBodyValues: {},
				statusCode: response.status,
				responseHeaders: Object.fromEntries(response.headers),
				responseBody,
			});
		} catch (error) {
			signal.throwIfAborted();
			throw this.#fault(error);
		}
	}

	async #untilLineFeed(body: NonNullable<Response['body']>, signal: AbortSignal): Promise<string> {
		let text = '';
		try {
			for await (const piece of body.pipeThrough(new TextDecoderStream())) {
				text += piece;
				if (text.includes('\n')) break;
			}
		} catch (error) {
			signal.throwIfAborted();
			throw this.#fault(error);
		}
		return text.split('\n', 1).join('');
	}

	#read<T>(text: string, schema: z.ZodType<T>): T {
		const read = schema.safeParse(parsed(text));
		if (read.success) return read.data;
		throw this.#fault(new SyntaxError('Not what a batch looks like.'));
	}

	#urlOf(path: string): string {
		return `${this.#connection.provider.baseUrl}${path}`;
	}

	#fault(error: unknown): ModelFault {
		const { title, baseUrl } = this.#connection.provider;
		return faultOf(error, { title, model: this.#model, baseUrl });
	}
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
