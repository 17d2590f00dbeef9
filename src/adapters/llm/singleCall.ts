import type { Fetch } from './connection.js';

/** A provider package asked for a second request within one attempt, as Google's does to prolong a reply. */
export class SecondRequestRefused extends Error {
	constructor() {
		super('One attempt is one request.');
		this.name = 'SecondRequestRefused';
	}
}

/**
 * The HTTP request of one attempt. It allows no other, since each has to be paid for by a hold of its own. A body that
 * breaks off ends as if it were complete, and the break is remembered: an erroring stream would throw away the text
 * that has arrived and was not read yet.
 */
export class SingleCall {
	readonly #fetch: Fetch;
	#made = false;
	#break: unknown;

	constructor(fetch: Fetch) {
		this.#fetch = fetch;
	}

	/** What the body broke off with; undefined when it did not. */
	get brokenBy(): unknown {
		return this.#break;
	}

	readonly fetch: Fetch = async (input, init) => {
		if (this.#made) throw new SecondRequestRefused();
		this.#made = true;
		const response = await this.#fetch(input, init);
		if (!response.ok || response.body === null) return response;
		const { status, statusText, headers } = response;
		return new Response(this.#unbroken(response.body, init?.signal ?? undefined), { status, statusText, headers });
	};

	/** Reads ahead of its reader, without a limit: what is not read when the source breaks is lost. */
	#unbroken(source: ReadableStream<Uint8Array>, signal: AbortSignal | undefined): ReadableStream<Uint8Array> {
		const reader = source.getReader();
		return new ReadableStream({
			start: (controller) => void this.#pump(reader, controller, signal),
			cancel: (reason) => reader.cancel(reason),
		});
	}

	async #pump(
		reader: ReadableStreamDefaultReader<Uint8Array>,
		controller: ReadableStreamDefaultController<Uint8Array>,
		signal: AbortSignal | undefined,
	): Promise<void> {
		try {
			for (let read = await reader.read(); !read.done; read = await reader.read()) controller.enqueue(read.value);
			controller.close();
		} catch (error) {
			if (signal?.aborted === true) return controller.error(error);
			this.#break = error;
			closeIfOpen(controller);
		}
	}
}

/** A reader that has left has closed the stream already. */
function closeIfOpen(controller: ReadableStreamDefaultController<Uint8Array>): void {
	try {
		controller.close();
	} catch {
		// Nobody is left to read it.
	}
}
