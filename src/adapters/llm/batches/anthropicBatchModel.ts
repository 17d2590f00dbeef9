import { decodeTime } from 'ulid';
import { z } from 'zod';
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

const pageSize = 100;
/** Clocks are set to wrong hours; a batch that is further away from its tag than this is another one. */
const tagToleranceMs = 86_400_000;

const batchObject = z.looseObject({
	id: z.string(),
	processing_status: z.string(),
	created_at: z.string(),
	/** After some weeks; then the results are gone. */
	archived_at: z.string().nullish(),
	cancel_initiated_at: z.string().nullish(),
	request_counts: z.looseObject({
		processing: z.number(),
		succeeded: z.number(),
		errored: z.number(),
		canceled: z.number(),
		expired: z.number(),
	}),
});
type BatchObject = z.infer<typeof batchObject>;

const batchPage = z.looseObject({ data: z.array(batchObject), has_more: z.boolean().nullish() });
const deletedObject = z.looseObject({ id: z.string() });
const resultLine = z.looseObject({
	custom_id: z.string(),
	result: z.looseObject({
		type: z.string(),
		message: z.unknown().optional(),
		error: z.looseObject({ error: z.looseObject({ type: z.string() }).nullish() }).nullish(),
	}),
});
type ResultLine = z.infer<typeof resultLine>;

/** Message Batches of the Anthropic API. A batch has no name of one's own there, so its requests carry the tag. */
export class AnthropicBatchModel implements BatchModel {
	readonly id: ModelId;
	readonly #connection: Connection;
	readonly #open: OpenModel;
	readonly #server: BatchServer;

	constructor(id: ModelId, connection: Connection, open: OpenModel) {
		const { key } = connection;
		this.id = id;
		this.#connection = connection;
		this.#open = open;
		this.#server = new BatchServer(connection, id.model, {
			'anthropic-version': '2023-06-01',
			...(key === undefined ? {} : { 'x-api-key': key }),
		});
	}

	async submit(tag: string, requests: readonly BatchedRequest[], signal: AbortSignal): Promise<string> {
		const betas = new Set<string>();
		const lines = await Promise.all(
			requests.map(async ({ id, request }) => {
				const captured = await capturedRequest(this.#connection, this.#open, this.id.model, request, signal);
				for (const beta of captured.headers.get('anthropic-beta')?.split(',') ?? []) betas.add(beta.trim());
				return { custom_id: `${tag}_${id}`, params: captured.body };
			}),
		);
		const headers: Record<string, string> = betas.size === 0 ? {} : { 'anthropic-beta': [...betas].join(',') };
		const question = { method: 'POST', path: batchesPath, body: { requests: lines }, headers } as const;
		return (await this.#server.ask(question, batchObject, signal)).id;
	}

	/** Only the results tell whose a batch is, so that one that runs may be it. */
	async find(tag: string, signal: AbortSignal): Promise<BatchSearch> {
		const taggedAtMs = decodeTime(tag);
		let isUnsure = false;
		for await (const batch of this.#batchesSince(taggedAtMs - tagToleranceMs, signal)) {
			if (isArchived(batch) || Date.parse(batch.created_at) > taggedAtMs + tagToleranceMs) continue;
			if (batch.processing_status !== 'ended') isUnsure = true;
			else if (await this.#isTagged(batch.id, tag, signal)) return { kind: 'found', id: batch.id };
		}
		return { kind: isUnsure ? 'unsure' : 'none' };
	}

	async look(id: string, signal: AbortSignal): Promise<BatchLook> {
		const batch = await this.#find(id, signal);
		if (batch === undefined || isArchived(batch)) return { kind: 'unknown' };
		if (batch.processing_status === 'ended') return { kind: 'ended', how: endOf(batch) };
		const { processing, ...done } = batch.request_counts;
		const completed = done.succeeded + done.errored + done.canceled + done.expired;
		return { kind: 'running', completed, total: completed + processing };
	}

	async results(id: string, signal: AbortSignal): Promise<readonly BatchedReply[]> {
		const replies: BatchedReply[] = [];
		for (const line of await this.#server.lines(resultsPathOf(id), resultLine, signal))
			replies.push(...(await this.#replyOf(line)));
		return replies;
	}

	async cancel(id: string, signal: AbortSignal): Promise<void> {
		const batch = await this.#find(id, signal);
		if (batch?.processing_status !== 'in_progress') return;
		await this.#server.ask({ method: 'POST', path: `${pathOf(id)}/cancel` }, batchObject, signal);
	}

	async forget(id: string, signal: AbortSignal): Promise<void> {
		await this.#server.ask({ method: 'DELETE', path: pathOf(id) }, deletedObject, signal);
	}

	/** Newest first. */
	async *#batchesSince(since: number, signal: AbortSignal): AsyncGenerator<BatchObject> {
		for (let after = ''; ;) {
			const path = `${batchesPath}?limit=${pageSize}${after}`;
			const { data, has_more: hasMore } = await this.#server.ask({ path }, batchPage, signal);
			for (const batch of data) {
				if (Date.parse(batch.created_at) < since) return;
				yield batch;
			}
			const last = data.at(-1);
			if (hasMore !== true || last === undefined) return;
			after = `&after_id=${encodeURIComponent(last.id)}`;
		}
	}

	async #find(id: string, signal: AbortSignal): Promise<BatchObject | undefined> {
		return await this.#server.find(pathOf(id), batchObject, signal);
	}

	/** Other programs' results may be large, and one line of ours is as good as all. */
	async #isTagged(id: string, tag: string, signal: AbortSignal): Promise<boolean> {
		const first = await this.#server.firstLine(resultsPathOf(id), resultLine, signal);
		return first !== undefined && tagOf(first) === tag;
	}

	/** Nothing for what was cancelled or expired. */
	async #replyOf({ custom_id: customId, result }: ResultLine): Promise<readonly BatchedReply[]> {
		const id = customId.slice(customId.indexOf('_') + 1);
		const answer =
			result.type === 'succeeded'
				? { id, status: 200, body: result.message }
				: { id, status: statuses[result.error?.error?.type ?? ''] ?? 500, body: result.error ?? {} };
		if (result.type !== 'succeeded' && result.type !== 'errored') return [];
		return [await replayedReply(this.#connection, this.#open, this.id.model, answer)];
	}
}

const batchesPath = '/messages/batches';

/** What an ordinary call would have been answered with. */
const statuses: Readonly<Record<string, number>> = {
	invalid_request_error: 400,
	authentication_error: 401,
	billing_error: 402,
	permission_error: 403,
	not_found_error: 404,
	request_too_large: 413,
	rate_limit_error: 429,
	overloaded_error: 529,
};

function pathOf(id: string): string {
	return `${batchesPath}/${encodeURIComponent(id)}`;
}

/** Not the address that the batch names: the key goes to the provider alone. */
function resultsPathOf(id: string): string {
	return `${pathOf(id)}/results`;
}

function isArchived({ archived_at: at }: BatchObject): boolean {
	return at !== null && at !== undefined;
}

function tagOf({ custom_id: id }: ResultLine): string {
	return id.slice(0, Math.max(0, id.indexOf('_')));
}

function endOf({ cancel_initiated_at: cancelledAt, request_counts: { expired } }: BatchObject): BatchEnd {
	if (cancelledAt !== null && cancelledAt !== undefined) return 'cancelled';
	return expired > 0 ? 'expired' : 'completed';
}
