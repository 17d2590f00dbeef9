import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server for what aimock cannot be made to answer. */
export interface RawServer {
	readonly url: string;
	close(): Promise<void>;
}

export interface RawRequest {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingMessage['headers'];
	readonly body: string;
}

export async function startRawServer(
	handle: (request: RawRequest, response: ServerResponse) => void,
): Promise<RawServer> {
	const server = createServer((incoming, response) => {
		let body = '';
		incoming.setEncoding('utf8');
		incoming.on('data', (chunk: string) => (body += chunk));
		incoming.on('end', () =>
			handle({ method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers, body }, response),
		);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: () => {
			server.closeAllConnections();
			return new Promise((resolve) => server.close(() => resolve()));
		},
	};
}

export function sendJson(
	response: ServerResponse,
	status: number,
	body: unknown,
	headers: Record<string, string> = {},
): void {
	response.writeHead(status, { 'content-type': 'application/json', ...headers });
	response.end(JSON.stringify(body));
}

/** Begins a stream of server-sent events; each event is sent as it stands. */
export function sendEvents(response: ServerResponse, events: readonly string[], { end = true } = {}): void {
	response.writeHead(200, { 'content-type': 'text/event-stream' });
	for (const event of events) response.write(`data: ${event}\n\n`);
	if (end) response.end();
}
