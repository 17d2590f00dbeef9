import type { IncomingMessage, ServerResponse } from 'node:http';

/** @param body text is sent as it is */
export function answerJson(response: ServerResponse, status: number, body: unknown): void {
	response.writeHead(status, { 'content-type': 'application/json' });
	response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

const forwarded = ['authorization', 'x-api-key', 'anthropic-version', 'content-type'];

/** Has another server answer. */
export async function forward(
	url: string,
	request: IncomingMessage,
	body: Buffer,
	response: ServerResponse,
): Promise<void> {
	const headers = forwarded.flatMap((name) => {
		const value = request.headers[name];
		return typeof value === 'string' ? [[name, value] as const] : [];
	});
	const answer = await fetch(url, {
		method: request.method ?? 'GET',
		headers: Object.fromEntries(headers),
		...(request.method === 'POST' ? { body: new Uint8Array(body) } : {}),
	});
	response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
	response.end(Buffer.from(await answer.arrayBuffer()));
}
