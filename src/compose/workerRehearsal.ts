import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '../base/errors.js';
import type { BookRehearsal, RehearsedBook } from '../core/pipeline/bookRehearsal.js';
import type { GenerationRequest } from '../core/pipeline/workList.js';

/** What `rehearsalWorker.js` is given. */
export interface RehearsalRequest<Settings> {
	/** Of the novel. */
	readonly folder: string;
	/** Empty; the thread may be ended at any moment, so that it cannot take it away itself. */
	readonly copy: string;
	readonly request: GenerationRequest;
	readonly settings: Settings;
	readonly dist: string;
}

export type RehearsalReply =
	| { readonly kind: 'book'; readonly book: RehearsedBook }
	| { readonly kind: 'fault'; readonly code: string; readonly message: string };

export interface WorkerRehearsalInputs {
	readonly folder: string;
	readonly dist: URL;
	/** All of the project's; read at each rehearsal. */
	settings(): object;
}

/** Rehearses in a thread of its own, so that the editor goes on meanwhile. */
export class WorkerRehearsal implements BookRehearsal {
	readonly #inputs: WorkerRehearsalInputs;

	constructor(inputs: WorkerRehearsalInputs) {
		this.#inputs = inputs;
	}

	async rehearse(request: GenerationRequest, signal: AbortSignal): Promise<RehearsedBook> {
		signal.throwIfAborted();
		await removeLeftovers();
		const copy = await mkdtemp(join(tmpdir(), prefix));
		try {
			return await this.#rehearseIn(copy, request, signal);
		} finally {
			await rm(copy, { recursive: true, force: true, maxRetries: 5 });
		}
	}

	async #rehearseIn(copy: string, request: GenerationRequest, signal: AbortSignal): Promise<RehearsedBook> {
		const { folder, dist } = this.#inputs;
		// An editor's settings are proxies, which cannot be sent to a thread.
		const settings = JSON.parse(JSON.stringify(this.#inputs.settings())) as object;
		const workerData: RehearsalRequest<object> = { folder, copy, request, settings, dist: dist.href };
		const worker = new Worker(new URL('rehearsalWorker.js', dist), { workerData });
		const stop = (): void => void worker.terminate();
		signal.addEventListener('abort', stop, { once: true });
		try {
			signal.throwIfAborted();
			const reply = await replyOf(worker);
			if (reply.kind === 'book') return reply.book;
			throw new AppError(reply.code, reply.message);
		} catch (error) {
			signal.throwIfAborted();
			throw error;
		} finally {
			signal.removeEventListener('abort', stop);
			await worker.terminate();
		}
	}
}

/** Of processes that were killed: a copy of a book must not lie about for ever. */
async function removeLeftovers(): Promise<void> {
	for (const name of await readdir(tmpdir())) {
		if (!name.startsWith(prefix)) continue;
		const path = join(tmpdir(), name);
		const madeAt = (await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now();
		if (Date.now() - madeAt > longestMs) await rm(path, { recursive: true, force: true });
	}
}

const prefix = 'prometheus-novel-rehearsal-';
/** No rehearsal takes as long. */
const longestMs = 24 * 60 * 60 * 1000;

async function replyOf(worker: Worker): Promise<RehearsalReply> {
	return await new Promise((resolve, reject) => {
		worker.once('message', resolve);
		worker.once('error', reject);
		worker.once('exit', (code) => reject(new Error(`The rehearsal ended with code ${code}.`)));
	});
}
