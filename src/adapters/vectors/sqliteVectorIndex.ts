import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import type { Closable } from '../../base/lifetime.js';
import type { VectorIndex, VectorMatch } from '../../core/memory/vectorIndex.js';
import type { VectorReply, VectorRequest, VectorWorkerData } from './vectorWorker.js';

interface Waiting {
	resolve(matches: readonly VectorMatch[]): void;
	reject(error: Error): void;
}

/** Where an index finds what it needs. */
export interface VectorIndexFiles {
	/** Folder that holds `vectorWorker.js` and `vectors/`. */
	readonly dist: URL;
	/** Path of `novel.db`. */
	readonly database: string;
}

/**
 * Scans all vectors of one model, in a worker that holds them in memory: it is started by the first search, and takes
 * as much memory as the vectors. Its file must not be replaced by another while it is open.
 */
export class SqliteVectorIndex implements VectorIndex, Closable {
	readonly #files: VectorIndexFiles;
	readonly #model: string;
	readonly #waiting = new Map<number, Waiting>();
	#worker: Worker | undefined;
	#nextId = 0;

	/** @param model as `SqliteVectors` were given it */
	constructor(files: VectorIndexFiles, model: string) {
		this.#files = files;
		this.#model = model;
	}

	async search(
		query: Float32Array,
		limit: number,
		asOfChapter: number | undefined,
		signal: AbortSignal,
	): Promise<readonly VectorMatch[]> {
		signal.throwIfAborted();
		const id = this.#nextId++;
		// A scan takes some milliseconds and is let run to its end; nobody waits for it.
		const abort = (): void => this.#settle(id, (waiting) => waiting.reject(signal.reason as Error));
		signal.addEventListener('abort', abort, { once: true });
		try {
			return await this.#ask({ id, query, limit, asOfChapter });
		} finally {
			signal.removeEventListener('abort', abort);
		}
	}

	async close(): Promise<void> {
		// Its exit fails what still waits for it.
		await this.#worker?.terminate();
	}

	#ask(request: VectorRequest): Promise<readonly VectorMatch[]> {
		const worker = (this.#worker ??= this.#start());
		return new Promise((resolve, reject) => {
			this.#waiting.set(request.id, { resolve, reject });
			worker.ref();
			worker.postMessage(request);
		});
	}

	#start(): Worker {
		const { dist, database } = this.#files;
		const kernel = fileURLToPath(new URL('vectors/kernel.wasm', dist));
		const worker = new Worker(new URL('vectorWorker.js', dist), {
			workerData: { kernel, database, model: this.#model } satisfies VectorWorkerData,
			// Kept from the process's own: Node 22 writes there that SQLite is experimental. Errors come as events.
			stderr: true,
		});
		worker.on('message', (reply: VectorReply) => this.#settle(reply.id, (waiting) => answer(waiting, reply)));
		worker.on('error', (error: Error) => this.#fail(worker, error));
		worker.on('exit', () => this.#fail(worker, new Error('The vector index was closed.')));
		return worker;
	}

	#settle(id: number, how: (waiting: Waiting) => void): void {
		const waiting = this.#waiting.get(id);
		this.#waiting.delete(id);
		// An idle index must not keep a process alive.
		if (this.#waiting.size === 0) this.#worker?.unref();
		if (waiting !== undefined) how(waiting);
	}

	#fail(worker: Worker, error: Error): void {
		if (this.#worker !== worker) return;
		this.#worker = undefined;
		for (const waiting of this.#waiting.values()) waiting.reject(error);
		this.#waiting.clear();
	}
}

function answer(waiting: Waiting, reply: VectorReply): void {
	if ('matches' in reply) waiting.resolve(reply.matches);
	else if (reply.code !== undefined) waiting.reject(new AppError(reply.code, reply.message));
	else waiting.reject(new Error(l10n.t('Memory could not be searched by meaning: {0}', reply.message)));
}
