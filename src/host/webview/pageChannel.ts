import type * as vscode from 'vscode';
import * as z from 'zod/mini';
import { sentenceOf } from '../../base/errors.js';
import type { Closable } from '../../base/lifetime.js';
import { pageMessage, type HostMessage, type PageMessage } from '../../protocol/envelope.js';
import type { EventName, EventOf, InputOf, OutputOf, RequestName, ViewProtocol } from '../../protocol/viewProtocol.js';

/** How a host answers each request. What is thrown reaches the page as a sentence. */
export type PageAnswers<P extends ViewProtocol> = {
	readonly [N in RequestName<P>]: (input: InputOf<P, N>) => OutputOf<P, N> | Promise<OutputOf<P, N>>;
};

type Answer = (input: unknown) => unknown;

/** The host's end of the way to a page. What comes in is unknown until it is parsed. */
export class PageChannel<P extends ViewProtocol> implements Closable {
	readonly #webview: vscode.Webview;
	readonly #protocol: P;
	readonly #answers: PageAnswers<P>;
	readonly #subscription: vscode.Disposable;
	#isClosed = false;

	constructor(webview: vscode.Webview, protocol: P, answers: PageAnswers<P>) {
		this.#webview = webview;
		this.#protocol = protocol;
		this.#answers = answers;
		this.#subscription = webview.onDidReceiveMessage((message: unknown) => void this.#receive(message));
	}

	tell<N extends EventName<P>>(name: N, value: EventOf<P, N>): void {
		this.#send({ kind: 'event', name, value });
	}

	close(): void {
		this.#isClosed = true;
		this.#subscription.dispose();
	}

	async #receive(message: unknown): Promise<void> {
		const parsed = z.safeParse(pageMessage, message);
		// Without a number there is nothing to reply to.
		if (!parsed.success) return;
		this.#send(await this.#replyTo(parsed.data));
	}

	async #replyTo({ id, name, input }: PageMessage): Promise<HostMessage> {
		try {
			return { kind: 'reply', id, output: await this.#answer(name, input) };
		} catch (error) {
			return { kind: 'failure', id, sentence: sentenceOf(error) };
		}
	}

	async #answer(name: string, input: unknown): Promise<unknown> {
		const schemas = Object.hasOwn(this.#protocol.requests, name) ? this.#protocol.requests[name] : undefined;
		const parsed = schemas && z.safeParse(schemas.input, input);
		if (parsed?.success !== true) throw new Error(`The page asked for "${name}" in a way that is not understood.`);
		const answer = this.#answers[name as RequestName<P>] as Answer;
		return await answer(parsed.data);
	}

	/** A page that is hidden has nobody to tell; it asks anew when it is shown. */
	#send(message: HostMessage): void {
		if (!this.#isClosed) void this.#webview.postMessage(message);
	}
}
