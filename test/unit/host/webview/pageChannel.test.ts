import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import * as z from 'zod/mini';
import { PageChannel } from '../../../../src/host/webview/pageChannel.js';

const protocol = {
	requests: {
		double: { input: z.strictObject({ number: z.number() }), output: z.strictObject({ number: z.number() }) },
		fail: { input: z.strictObject({}), output: z.strictObject({}) },
	},
	events: { news: z.string() },
} as const;

/** The part of a webview that messages go through. */
class FakeWebview {
	readonly sent: unknown[] = [];
	#listener: (message: unknown) => void = () => undefined;

	onDidReceiveMessage(listener: (message: unknown) => void): vscode.Disposable {
		this.#listener = listener;
		return { dispose: () => (this.#listener = () => undefined) };
	}

	postMessage(message: unknown): Thenable<boolean> {
		this.sent.push(message);
		return Promise.resolve(true);
	}

	async receive(message: unknown): Promise<void> {
		this.#listener(message);
		await new Promise(setImmediate);
	}
}

describe('The host’s end of the way to a page', () => {
	let webview: FakeWebview;
	let channel: PageChannel<typeof protocol>;

	beforeEach(() => {
		webview = new FakeWebview();
		channel = new PageChannel(webview as unknown as vscode.Webview, protocol, {
			double: ({ number }) => ({ number: number * 2 }),
			fail: () => Promise.reject(new Error('The pen is dry.')),
		});
	});

	const replies = async (...messages: readonly unknown[]): Promise<readonly unknown[]> => {
		for (const message of messages) await webview.receive(message);
		return webview.sent;
	};
	const request = (id: number, name: string, input: unknown): unknown => ({ kind: 'request', id, name, input });

	it('gives each request exactly one reply, under its number', async () => {
		assert.deepEqual(await replies(request(1, 'double', { number: 4 }), request(2, 'fail', {})), [
			{ kind: 'reply', id: 1, output: { number: 8 } },
			{ kind: 'failure', id: 2, sentence: 'The pen is dry.' },
		]);
	});

	it('turns away what is no request of the page, and does not answer what has no number', async () => {
		const messages = [
			request(1, 'double', { number: 'four' }),
			request(2, 'double', { number: 4, more: true }),
			request(3, 'constructor', {}),
			request(4, '__proto__', {}),
			{ kind: 'request', name: 'double', input: { number: 4 } },
			{ kind: 'event', name: 'news', value: 'x' },
			'double',
			null,
		];
		const kinds = (await replies(...messages)).map((reply) => {
			const { kind, id } = reply as { readonly kind: string; readonly id: number };
			return `${kind} ${id}`;
		});
		assert.deepEqual(kinds, ['failure 1', 'failure 2', 'failure 3', 'failure 4']);
	});

	it('says nothing any more once it is closed', async () => {
		channel.tell('news', 'It rains.');
		channel.close();
		channel.tell('news', 'It pours.');
		assert.deepEqual(await replies(request(1, 'double', { number: 4 })), [
			{ kind: 'event', name: 'news', value: 'It rains.' },
		]);
	});
});
