import * as z from 'zod/mini';
import { hostMessage, type HostMessage } from '../protocol/envelope.js';
import type { EventName, EventOf, InputOf, OutputOf, RequestName, ViewProtocol } from '../protocol/viewProtocol.js';
import type { VscodeApi } from './vscodeApi.js';

// A page may not evaluate text as code, and zod would otherwise try whether it may.
z.config({ jitless: true });

interface Waiting {
	readonly name: string;
	resolve(output: unknown): void;
	reject(error: Error): void;
}

/** The page's end of the way to the host. What comes in is unknown until it is parsed. */
export class HostChannel<P extends ViewProtocol> {
	readonly #protocol: P;
	readonly #api: VscodeApi;
	readonly #waiting = new Map<number, Waiting>();
	readonly #listeners = new Map<string, (value: unknown) => void>();
	#lastId = 0;

	constructor(protocol: P, api: VscodeApi) {
		this.#protocol = protocol;
		this.#api = api;
		window.addEventListener('message', ({ data }: MessageEvent<unknown>) => this.#receive(data));
	}

	/** Rejects with a sentence for people. */
	ask<N extends RequestName<P>>(name: N, input: InputOf<P, N>): Promise<OutputOf<P, N>> {
		const id = ++this.#lastId;
		return new Promise<unknown>((resolve, reject) => {
			this.#waiting.set(id, { name, resolve, reject });
			this.#api.postMessage({ kind: 'request', id, name, input });
		}) as Promise<OutputOf<P, N>>;
	}

	on<N extends EventName<P>>(name: N, listener: (value: EventOf<P, N>) => void): void {
		this.#listeners.set(name, listener as (value: unknown) => void);
	}

	#receive(message: unknown): void {
		const parsed = z.safeParse(hostMessage, message);
		if (!parsed.success) return;
		if (parsed.data.kind === 'event') this.#hear(parsed.data);
		else this.#settle(parsed.data);
	}

	#hear({ name, value }: Extract<HostMessage, { kind: 'event' }>): void {
		const schema = this.#protocol.events[name];
		if (schema !== undefined) this.#listeners.get(name)?.(z.parse(schema, value));
	}

	#settle(message: Exclude<HostMessage, { kind: 'event' }>): void {
		const waiting = this.#waiting.get(message.id);
		const schema = waiting && this.#protocol.requests[waiting.name]?.output;
		if (waiting === undefined || schema === undefined) return;
		this.#waiting.delete(message.id);
		if (message.kind === 'failure') return waiting.reject(new Error(message.sentence));
		const output = z.safeParse(schema, message.output);
		if (output.success) waiting.resolve(output.data);
		else waiting.reject(output.error);
	}
}
