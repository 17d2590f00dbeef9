import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { webviewPage } from '../../../src/host/webview/webviewPage.js';

export interface PageServer {
	readonly origin: string;
	close(): Promise<void>;
}

type PageParts = Parameters<typeof webviewPage>[1];

/** Serves the built page of a view under the very HTML, and so the policy, that the editor shows it under. */
export async function servePage(name: string, words: PageParts['words']): Promise<PageServer> {
	const address = (file: string) => ({ toString: () => `/${file}` }) as PageParts['script'];
	const html = (): string =>
		webviewPage(
			{ asWebviewUri: (uri) => uri },
			{ title: name, language: 'en', script: address(`${name}.js`), style: address(`${name}.css`), words },
		);
	const server = createServer((request, response) => {
		const file = request.url?.slice(1) ?? '';
		if (file === '') return void response.setHeader('content-type', 'text/html').end(html());
		if (![`${name}.js`, `${name}.css`].includes(file)) return void response.writeHead(404).end();
		response.setHeader('content-type', file.endsWith('.js') ? 'text/javascript' : 'text/css');
		readFile(path.join('dist', 'webview', file)).then(
			(content) => response.end(content),
			() => response.writeHead(500).end(),
		);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
