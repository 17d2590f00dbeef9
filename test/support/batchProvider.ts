import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { BatchEnd } from '../../src/core/models/batchModel.js';
import { answerJson, forward } from './httpAnswers.js';

/** One line of the file that came with a batch. */
export interface SentRequest {
	readonly custom_id: string;
	readonly method: string;
	readonly url: string;
	readonly body: Readonly<Record<string, unknown>>;
}

/** The reply's text, a refusal with its status, or nothing: the provider did not come to it. */
export type BatchAnswer =
	string | { readonly status: number; readonly code: string; readonly message?: string } | undefined;

export interface ProviderBatch {
	readonly id: string;
	readonly endpoint: string;
	readonly metadata: unknown;
	readonly requests: readonly SentRequest[];
	status: string;
	/** Bodies of output and error files, once it has ended. */
	readonly files: { readonly input: string; output?: string; errors?: string };
}

/**
 * What befalls the next request of a kind: `before` answers with the status and does nothing, `silence` does neither;
 * `cut` does it and hangs up, `stall` does it and never answers.
 */
export type Trouble = { readonly before: number } | 'silence' | 'cut' | 'stall';

/** OpenAI's batches as a small server of our own, which a test brings to their end. */
export interface BatchProvider {
	/** Base URL. */
	readonly url: string;
	readonly batches: readonly ProviderBatch[];
	/** `METHOD /path` of every request, in order of arrival. */
	readonly log: readonly string[];
	/** Ids of the files that are still there. */
	readonly files: readonly string[];
	readonly keys: ReadonlySet<string>;
	/** Ends all batches that are going on. */
	end(how: BatchEnd, answer: (request: SentRequest, at: number) => BatchAnswer): void;
	trouble(request: string, what: Trouble): void;
	close(): Promise<void>;
}

export const usageOfBatchedReply = { prompt_tokens: 1_000, completion_tokens: 100, total_tokens: 1_100 };

/** @param elsewhere base URL of a server that answers ordinary calls */
export async function startBatchProvider(elsewhere?: string): Promise<BatchProvider> {
	const batches: ProviderBatch[] = [];
	const files = new Map<string, string>();
	const log: string[] = [];
	const keys = new Set<string>();
	const troubles = new Map<string, Trouble>();
	const add = (content: string): string => {
		const id = `file-${files.size + log.length}`;
		files.set(id, content);
		return id;
	};
	const server = createServer((request, response) => {
		void handle(request, response).catch((error: unknown) => {
			answerJson(response, 500, { error: { message: String(error) } });
		});
	});
	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const path = (request.url ?? '').replace(/^\/v1/, '');
		const name = `${request.method} ${path.replace(/\?.*/, '')}`;
		const body = await buffer(request);
		log.push(name);
		keys.add(request.headers.authorization ?? '');
		const trouble = troubles.get(name);
		troubles.delete(name);
		if (typeof trouble === 'object') return answerJson(response, trouble.before, { error: { message: 'No.' } });
		if (trouble === 'silence') return;
		const answer = await answerTo(name, body, request.headers['content-type'] ?? '', path);
		if (trouble === 'cut') return void request.socket.destroy();
		if (trouble === 'stall') return;
		if (answer !== undefined) return answerJson(response, 200, answer);
		if (elsewhere === undefined || /\/(batches|files)\//.test(path))
			return answerJson(response, 404, { error: { message: 'Not here.' } });
		await forward(`${elsewhere}${path}`, request, body, response);
	}
	async function answerTo(name: string, body: Buffer, type: string, path: string): Promise<unknown> {
		if (name === 'POST /files') {
			const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
			return { id: add(await (form.get('file') as File).text()), object: 'file', purpose: form.get('purpose') };
		}
		if (name === 'POST /batches') return created(JSON.parse(body.toString()) as Record<string, unknown>);
		if (name === 'GET /batches') return pageOf(batches, new URL(path, 'http://here').searchParams);
		const [, kind, id = '', verb] = /^\w+ \/(batches|files)\/([^/]+)(?:\/(\w+))?$/.exec(name) ?? [];
		if (kind === 'files') return fileAnswer(name, id, verb);
		const batch = kind === 'batches' ? batches.find((one) => one.id === id) : undefined;
		if (batch !== undefined && verb === 'cancel') batch.status = 'cancelling';
		return batch && shown(batch);
	}
	function created(body: Record<string, unknown>): unknown {
		const input = String(body['input_file_id']);
		const requests = (files.get(input) ?? '').split('\n').filter((line) => line !== '');
		const batch: ProviderBatch = {
			id: `batch_${batches.length + 1}`,
			endpoint: String(body['endpoint']),
			metadata: body['metadata'],
			requests: requests.map((line) => JSON.parse(line) as SentRequest),
			status: 'validating',
			files: { input },
		};
		batches.push(batch);
		return shown(batch);
	}
	function fileAnswer(name: string, id: string, verb: string | undefined): unknown {
		const content = files.get(id);
		if (content === undefined) return undefined;
		if (name.startsWith('DELETE')) files.delete(id);
		return verb === 'content' ? content : { id, object: 'file' };
	}
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		batches,
		log,
		keys,
		get files() {
			return [...files.keys()];
		},
		end: (how, answer) => {
			for (const batch of batches) {
				if (['completed', 'failed', 'expired', 'cancelled'].includes(batch.status)) continue;
				const answers = batch.requests.map((request, at) => ({ request, answer: answer(request, at) }));
				const lines = (wanted: boolean): string =>
					answers
						.filter((one) => (typeof one.answer === 'string') === wanted)
						.map((one) => `${JSON.stringify(lineOf(one.request, one.answer))}\n`)
						.join('');
				batch.status = how;
				if (lines(true) !== '') batch.files.output = add(lines(true));
				if (lines(false) !== '') batch.files.errors = add(lines(false));
			}
		},
		trouble: (request, what) => void troubles.set(request, what),
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function shown({ id, endpoint, metadata, status, requests, files }: ProviderBatch): unknown {
	return {
		...{ id, object: 'batch', endpoint, metadata, status, input_file_id: files.input },
		output_file_id: files.output ?? null,
		error_file_id: files.errors ?? null,
		request_counts: { total: requests.length, completed: 0, failed: 0 },
	};
}

/** Newest first, as the provider lists them; pages of two, so that there is more than one. */
function pageOf(batches: readonly ProviderBatch[], query: URLSearchParams): unknown {
	const all = [...batches].reverse();
	const from = all.findIndex(({ id }) => id === query.get('after')) + 1;
	return { object: 'list', data: all.slice(from, from + 2).map(shown), has_more: from + 2 < all.length };
}

function lineOf({ custom_id: id, body }: SentRequest, answer: BatchAnswer): unknown {
	if (answer === undefined)
		return { id: `r-${id}`, custom_id: id, response: null, error: { code: 'batch_expired', message: 'Too late.' } };
	if (typeof answer === 'object') {
		const error = { message: 'No.', code: answer.code };
		return { id: `r-${id}`, custom_id: id, response: { status_code: answer.status, body: { error } }, error: null };
	}
	const message = { role: 'assistant', content: answer };
	const choices = [{ index: 0, message, finish_reason: 'stop' }];
	const completion = { id: 'c', object: 'chat.completion', created: 1, model: body['model'], choices };
	return {
		id: `r-${id}`,
		custom_id: id,
		response: { status_code: 200, body: { ...completion, usage: usageOfBatchedReply } },
		error: null,
	};
}
