import { z } from 'zod';
import * as l10n from '@vscode/l10n';
import type {
	BatchedReply,
	BatchedRequest,
	BatchEnd,
	BatchLook,
	BatchModel,
	BatchSearch,
} from '../../../core/models/batchModel.js';
import type { ModelId } from '../../../core/models/modelId.js';
import type { Connection } from '../connection.js';
import type { OpenModel } from '../openModel.js';
import { BatchServer } from './batchServer.js';
import { capturedRequest } from './capturedRequest.js';
import { replayedReply } from './replayedReply.js';

/** OpenAI gives a batch metadata of one's own. */
const tagKey = 'prometheus_novel';
const pageSize = 100;

const batchObject = z.looseObject({
	id: z.string(),
	status: z.string(),
	metadata: z.record(z.string(), z.string()).nullish(),
	input_file_id: z.string().nullish(),
	output_file_id: z.string().nullish(),
	error_file_id: z.string().nullish(),
	request_counts: z.looseObject({ total: z.number(), completed: z.number(), failed: z.number() }).nullish(),
});
type BatchObject = z.infer<typeof batchObject>;

const batchPage = z.looseObject({ data: z.array(batchObject), has_more: z.boolean().nullish() });
const fileObject = z.looseObject({ id: z.string() });
const resultLine = z.looseObject({
	custom_id: z.string(),
	response: z.looseObject({ status_code: z.number(), body: z.unknown() }).nullish(),
	error: z.looseObject({ code: z.string().nullish() }).nullish(),
});
type ResultLine = z.infer<typeof resultLine>;

const ends: readonly string[] = ['completed', 'failed', 'expired', 'cancelled'] satisfies readonly BatchEnd[];

/** Batches of the OpenAI API: a file of requests in, files of answers and errors out. */
export class OpenaiBatchModel implements BatchModel {
	readonly id: ModelId;
	readonly #connection: Connection;
	readonly #open: OpenModel;
	readonly #server: BatchServer;

	constructor(id: ModelId, connection: Connection, open: OpenModel) {
		const { key } = connection;
		this.id = id;
		this.#connection = connection;
		this.#open = open;
		this.#server = new BatchServer(connection, id.model, key === undefined ? {} : { authorization: `Bearer ${key}` });
	}

	async submit(tag: string, requests: readonly BatchedRequest[], signal: AbortSignal): Promise<string> {
		const captured = await Promise.all(
			requests.map(async ({ id, request }) => {
				const { path, body } = await capturedRequest(this.#connection, this.#open, this.id.model, request, signal);
				// The path that OpenAI wants to read, whatever stands before it at a gateway.
				return { custom_id: id, method: 'POST', url: `/v1${path}`, body };
			}),
		);
		const form = new FormData();
		const lines = captured.map((line) => `${JSON.stringify(line)}\n`).join('');
		form.append('purpose', 'batch');
		form.append('file', new Blob([lines], { type: 'application/jsonl' }), `${tag}.jsonl`);
		const upload = { method: 'POST', path: '/files', body: form } as const;
		const file = await this.#server.ask(upload, fileObject, signal);
		const body = {
			input_file_id: file.id,
			endpoint: captured[0]?.url,
			completion_window: '24h',
			metadata: { [tagKey]: tag },
		};
		return (await this.#server.ask({ method: 'POST', path: '/batches', body }, batchObject, signal)).id;
	}

	async find(tag: string, signal: AbortSignal): Promise<BatchSearch> {
		for (let after = ''; ;) {
			const { data, has_more: hasMore } = await this.#server.ask(
				{ path: `/batches?limit=${pageSize}${after}` },
				batchPage,
				signal,
			);
			const found = data.find(({ metadata }) => metadata?.[tagKey] === tag);
			if (found !== undefined) return { kind: 'found', id: found.id };
			const last = data.at(-1);
			if (hasMore !== true || last === undefined) return { kind: 'none' };
			after = `&after=${encodeURIComponent(last.id)}`;
		}
	}

	async look(id: string, signal: AbortSignal): Promise<BatchLook> {
		const batch = await this.#find(id, signal);
		if (batch === undefined) return { kind: 'unknown' };
		if (isEnd(batch.status)) return { kind: 'ended', how: batch.status };
		const { total = 0, completed = 0, failed = 0 } = batch.request_counts ?? {};
		return { kind: 'running', completed: completed + failed, total };
	}

	async results(id: string, signal: AbortSignal): Promise<readonly BatchedReply[]> {
		const batch = await this.#find(id, signal);
		const replies: BatchedReply[] = [];
		for (const file of filesOf(batch?.output_file_id, batch?.error_file_id)) {
			const lines = await this.#server.lines(`${filePath(file)}/content`, resultLine, signal);
			for (const line of lines) if (!isUntouched(line)) replies.push(await this.#replyOf(line));
		}
		return replies;
	}

	async cancel(id: string, signal: AbortSignal): Promise<void> {
		const batch = await this.#find(id, signal);
		if (batch === undefined || isEnd(batch.status) || batch.status === 'cancelling') return;
		await this.#server.ask({ method: 'POST', path: `${batchPath(id)}/cancel` }, batchObject, signal);
	}

	async forget(id: string, signal: AbortSignal): Promise<void> {
		const batch = await this.#find(id, signal);
		for (const file of filesOf(batch?.input_file_id, batch?.output_file_id, batch?.error_file_id))
			await this.#server.ask({ method: 'DELETE', path: filePath(file) }, fileObject, signal);
	}

	async #find(id: string, signal: AbortSignal): Promise<BatchObject | undefined> {
		return await this.#server.find(batchPath(id), batchObject, signal);
	}

	async #replyOf({ custom_id: id, response }: ResultLine): Promise<BatchedReply> {
		if (response !== null && response !== undefined) {
			const { status_code: status, body } = response;
			return await replayedReply(this.#connection, this.#open, this.id.model, { id, status, body });
		}
		const { title } = this.#connection.provider;
		const sentence = l10n.t('{0} ({1}) did not answer this request of the batch.', title, this.id.model);
		return { kind: 'fault', id, fault: 'overloaded', sentence, usage: undefined };
	}
}

function isEnd(status: string): status is BatchEnd {
	return ends.includes(status);
}

/** It was not come to when the batch ended; that is no fault of the request. */
function isUntouched({ error }: ResultLine): boolean {
	return error?.code === 'batch_expired' || error?.code === 'batch_cancelled';
}

function batchPath(id: string): string {
	return `/batches/${encodeURIComponent(id)}`;
}

function filePath(id: string): string {
	return `/files/${encodeURIComponent(id)}`;
}

function filesOf(...ids: readonly (string | null | undefined)[]): readonly string[] {
	return ids.filter((id) => typeof id === 'string' && id !== '') as readonly string[];
}
