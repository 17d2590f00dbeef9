import { Worker } from 'node:worker_threads';
import type { RunId } from '../base/ids.js';
import type { Closable } from '../base/lifetime.js';
import type { RunAnalyst } from '../core/profiling/runAnalyst.js';
import type { RunProfile } from '../core/profiling/runProfile.js';
import type { Span } from '../core/profiling/span.js';
import type { RunTimeline } from '../core/profiling/timeline.js';

export interface AnalystWorkerData {
	/** Path of `novel.db`. */
	readonly database: string;
}

interface Asked {
	readonly id: number;
	readonly run: RunId;
}

export type AnalystRequest =
	(Asked & { readonly kind: 'profile' }) | (Asked & { readonly kind: 'timeline'; readonly open: readonly Span[] });

export interface AnalystReply {
	readonly id: number;
	readonly kind: 'result' | 'fault';
	readonly result?: unknown;
	readonly message?: string;
}

interface Waiting {
	resolve(result: unknown): void;
	reject(error: Error): void;
}

/** After so long without a question the thread is ended, and its memory is free. */
const idleMs = 30_000;

/** Reads recorded runs in a thread of its own, which the first question starts. */
export class ThreadAnalyst implements RunAnalyst, Closable {
	readonly #dist: URL;
	readonly #data: AnalystWorkerData;
	readonly #waiting = new Map<number, Waiting>();
	#worker: Worker | undefined;
	#idle: NodeJS.Timeout | undefined;
	#lastId = 0;

	/** @param dist folder that holds `analystWorker.js` */
	constructor(dist: URL, data: AnalystWorkerData) {
		this.#dist = dist;
		this.#data = data;
	}

	async profile(run: RunId): Promise<RunProfile | undefined> {
		return (await this.#ask((id) => ({ id, kind: 'profile', run }))) as RunProfile | undefined;
	}

	async timeline(run: RunId, open: readonly Span[]): Promise<RunTimeline | undefined> {
		return (await this.#ask((id) => ({ id, kind: 'timeline', run, open }))) as RunTimeline | undefined;
	}

	async close(): Promise<void> {
		clearTimeout(this.#idle);
		// Its exit fails what still waits for it.
		await this.#worker?.terminate();
	}

	#ask(request: (id: number) => AnalystRequest): Promise<unknown> {
		clearTimeout(this.#idle);
		const worker = (this.#worker ??= this.#start());
		const id = ++this.#lastId;
		return new Promise((resolve, reject) => {
			this.#waiting.set(id, { resolve, reject });
			worker.ref();
			worker.postMessage(request(id));
		});
	}

	#start(): Worker {
		// Kept from the process's own: Node 22 writes there that SQLite is experimental. Errors come as events.
		const worker = new Worker(new URL('analystWorker.js', this.#dist), { workerData: this.#data, stderr: true });
		worker.on('message', (reply: AnalystReply) => this.#settle(reply));
		worker.on('error', (error: Error) => this.#fail(worker, error));
		worker.on('exit', () => this.#fail(worker, new Error('The novel was closed.')));
		return worker;
	}

	#settle({ id, kind, result, message = '' }: AnalystReply): void {
		const waiting = this.#waiting.get(id);
		this.#waiting.delete(id);
		if (this.#waiting.size === 0) this.#rest();
		if (kind === 'result') waiting?.resolve(result);
		else waiting?.reject(new Error(`The run could not be read: ${message}`));
	}

	/** An idle thread must not keep a process alive. */
	#rest(): void {
		const worker = this.#worker;
		worker?.unref();
		this.#idle = setTimeout(() => {
			if (this.#worker === worker) this.#worker = undefined;
			void worker?.terminate();
		}, idleMs).unref();
	}

	#fail(worker: Worker, error: Error): void {
		if (this.#worker !== worker) return;
		this.#worker = undefined;
		for (const waiting of this.#waiting.values()) waiting.reject(error);
		this.#waiting.clear();
	}
}
