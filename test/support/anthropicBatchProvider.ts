import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { BatchAnswer, BatchProvider, ProviderBatch, SentRequest, Trouble } from './batchProvider.js';
import { answerJson, forward } from './httpAnswers.js';

/** `files.output` holds the results. */
interface MessageBatch extends ProviderBatch {
	readonly createdAt: string;
	cancelledAt?: string;
	archivedAt?: string;
}

export interface AnthropicBatchProvider extends BatchProvider {
	readonly batches: readonly MessageBatch[];
	/** Betas that each batch came with. */
	readonly betas: readonly string[];
	/** Forgets the results of all batches, as after some weeks. */
	archive(): void;
	/** Somebody else's batch of the same account. */
	addForeign(how: 'running' | 'ended', ageMs: number): void;
}

/** The API counts what is read from and written to the cache apart. */
const usageOfMessage = {
	...{ input_tokens: 300, cache_read_input_tokens: 600, cache_creation_input_tokens: 100 },
	output_tokens: 100,
};

/**
 * Anthropic's message batches as a small server of our own, which a test brings to their end.
 * @param elsewhere base URL of a server that answers ordinary calls
 */
export async function startAnthropicBatchProvider(elsewhere?: string): Promise<AnthropicBatchProvider> {
	const batches: MessageBatch[] = [];
	const log: string[] = [];
	const keys = new Set<string>();
	const betas: string[] = [];
	const troubles = new Map<string, Trouble>();
	let made = 0;
	const add = (requests: readonly SentRequest[], createdAtMs: number): MessageBatch => {
		const batch: MessageBatch = {
			...{ id: `msgbatch_${++made}`, endpoint: '/v1/messages', metadata: undefined, requests, status: 'in_progress' },
			...{ createdAt: new Date(createdAtMs).toISOString(), files: { input: '' } },
		};
		batches.push(batch);
		return batch;
	};
	const server = createServer((request, response) => {
		void handle(request, response).catch((error: unknown) => answerJson(response, 500, errorOf('api_error', error)));
	});
	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const path = (request.url ?? '').replace(/^\/v1/, '');
		const name = `${request.method} ${path.replace(/\?.*/, '')}`;
		const body = await buffer(request);
		log.push(name);
		const isOfBatches = path.startsWith('/messages/batches');
		if (!isOfBatches && elsewhere !== undefined) return forward(`${elsewhere}${path}`, request, body, response);
		keys.add(String(request.headers['x-api-key']));
		const trouble = troubles.get(name);
		troubles.delete(name);
		if (typeof trouble === 'object') return answerJson(response, trouble.before, errorOf('api_error', 'No.'));
		if (request.headers['anthropic-version'] === undefined)
			return answerJson(response, 400, errorOf('invalid_request_error', 'anthropic-version: header is required'));
		if (name === 'POST /messages/batches') betas.push(String(request.headers['anthropic-beta'] ?? ''));
		if (trouble === 'silence') return;
		const answer = answerTo(name, path, body);
		if (trouble === 'cut') return void request.socket.destroy();
		if (trouble === 'stall') return;
		answerJson(response, answer === undefined ? 404 : 200, answer ?? errorOf('not_found_error', 'Not here.'));
	}
	function answerTo(name: string, path: string, body: Buffer): unknown {
		if (name === 'POST /messages/batches') {
			const { requests } = JSON.parse(body.toString()) as { requests: { custom_id: string; params: object }[] };
			const sent = requests.map(({ custom_id, params }) => ({
				...{ custom_id, method: 'POST', url: '/v1/messages', body: params as SentRequest['body'] },
			}));
			return shown(add(sent, Date.now()));
		}
		if (name === 'GET /messages/batches') return pageOf(batches, new URL(path, 'http://here').searchParams);
		const [, method, id, verb] = /^(\w+) \/messages\/batches\/([^/]+)(?:\/(\w+))?$/.exec(name) ?? [];
		const batch = batches.find((one) => one.id === id);
		if (batch === undefined) return undefined;
		if (verb === 'results') return batch.archivedAt === undefined ? batch.files.output : undefined;
		if (verb === 'cancel') {
			batch.status = 'canceling';
			batch.cancelledAt = new Date().toISOString();
		}
		if (method !== 'DELETE') return shown(batch);
		batches.splice(batches.indexOf(batch), 1);
		return { id, type: 'message_batch_deleted' };
	}
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		...{ batches, log, keys, betas },
		get files() {
			return batches.map(({ id }) => id);
		},
		end: (how, answer) => {
			for (const batch of batches.filter(({ status }) => status !== 'ended')) {
				const none = how === 'cancelled' ? 'canceled' : 'expired';
				const lines = batch.requests.map((request, at) => lineOf(request, answer(request, at), none));
				batch.status = 'ended';
				batch.files.output = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
			}
		},
		archive: () => {
			for (const batch of batches) batch.archivedAt = new Date().toISOString();
		},
		addForeign: (how, ageMs) => {
			const request = { custom_id: 'theirs', method: 'POST', url: '/v1/messages', body: {} };
			const batch = add([request], Date.now() - ageMs);
			if (how === 'running') return;
			batch.status = 'ended';
			batch.files.output = `${JSON.stringify(lineOf(request, 'Theirs.', 'expired'))}\n`;
		},
		trouble: (request, what) => void troubles.set(request, what),
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function errorOf(type: string, message: unknown): unknown {
	return { type: 'error', error: { type, message: String(message) } };
}

/** Counts stay at zero until the end; the address of the results is one that must not be followed with a key. */
function shown({ id, status, requests, files, createdAt, cancelledAt, archivedAt }: MessageBatch): unknown {
	const lines = (files.output ?? '').split('\n').filter((line) => line !== '');
	const kinds = lines.map((line) => (JSON.parse(line) as { result: { type: string } }).result.type);
	const count = (kind: string): number => kinds.filter((one) => one === kind).length;
	const counts = ['succeeded', 'errored', 'canceled', 'expired'].map((kind) => [kind, count(kind)]);
	return {
		...{ id, type: 'message_batch', processing_status: status, created_at: createdAt, archived_at: archivedAt ?? null },
		request_counts: { processing: requests.length - kinds.length, ...(Object.fromEntries(counts) as object) },
		cancel_initiated_at: cancelledAt ?? null,
		results_url: status === 'ended' ? `http://elsewhere.invalid/${id}` : null,
	};
}

/** Newest first; pages of two, so that there is more than one. */
function pageOf(batches: readonly MessageBatch[], query: URLSearchParams): unknown {
	const all = [...batches].sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
	const from = all.findIndex(({ id }) => id === query.get('after_id')) + 1;
	return { data: all.slice(from, from + 2).map(shown), has_more: from + 2 < all.length };
}

function lineOf({ custom_id, body }: SentRequest, answer: BatchAnswer, none: string): unknown {
	if (answer === undefined) return { custom_id, result: { type: none } };
	if (typeof answer === 'object')
		return { custom_id, result: { type: 'errored', error: errorOf(answer.code, answer.message ?? 'No.') } };
	const [tool] = (body['tools'] ?? []) as readonly { readonly name: string }[];
	// Models without schemas of their own answer by a tool.
	const content = [
		tool === undefined
			? { type: 'text', text: answer }
			: { type: 'tool_use', id: 'toolu_1', name: tool.name, input: JSON.parse(answer) as unknown },
	];
	const message = {
		id: 'msg',
		type: 'message',
		role: 'assistant',
		model: body['model'],
		content,
		usage: usageOfMessage,
	};
	return {
		custom_id,
		result: { type: 'succeeded', message: { ...message, stop_reason: 'end_turn', stop_sequence: null } },
	};
}
