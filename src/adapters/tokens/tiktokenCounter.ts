import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Closable } from '../../base/lifetime.js';
import type { TokenCounter } from '../../core/models/tokenCounter.js';
import type { CountReply, CountRequest, TokenWorkerData } from './tokenWorker.js';

interface Waiting {
	resolve(counts: readonly number[]): void;
	reject(error: Error): void;
}

const cacheLimit = 50_000;

/**
 * Counts in the o200k vocabulary, in a worker, so that loading (0.2 s) and counting never block the editor.
 * Counts of paragraphs with their trailing blank lines add up exactly to the whole, so they are what is cached.
 */
export class TiktokenCounter implements TokenCounter, Closable {
	readonly #dist: URL;
	readonly #cache = new Map<string, number>();
	readonly #waiting = new Map<number, Waiting>();
	#worker: Worker | undefined;
	#nextId = 0;

	/** @param dist folder that holds `tokenWorker.js` and `tokens/`. */
	constructor(dist: URL) {
		this.#dist = dist;
	}

	async count(text: string): Promise<number> {
		const [count] = await this.countAll([text]);
		return count ?? 0;
	}

	async countAll(texts: readonly string[]): Promise<readonly number[]> {
		const paragraphs = texts.map(paragraphsOf);
		const known = await this.#countsOf(paragraphs.flat());
		return paragraphs.map((own) => own.reduce((sum, paragraph) => sum + (known.get(paragraph) ?? 0), 0));
	}

	async close(): Promise<void> {
		// Its exit fails what still waits for it.
		await this.#worker?.terminate();
	}

	async #countsOf(paragraphs: readonly string[]): Promise<ReadonlyMap<string, number>> {
		const counts = new Map<string, number>();
		const missing = new Set<string>();
		for (const paragraph of paragraphs) {
			const cached = this.#cache.get(paragraph);
			if (cached === undefined) missing.add(paragraph);
			else counts.set(paragraph, cached);
		}
		if (missing.size > 0) {
			const texts = [...missing];
			const fresh = await this.#ask(texts);
			texts.forEach((text, index) => {
				counts.set(text, fresh[index] ?? 0);
				this.#remember(text, fresh[index] ?? 0);
			});
		}
		return counts;
	}

	#remember(text: string, count: number): void {
		if (this.#cache.size >= cacheLimit) {
			const oldest = this.#cache.keys().next();
			if (!oldest.done) this.#cache.delete(oldest.value);
		}
		this.#cache.set(text, count);
	}

	#ask(texts: readonly string[]): Promise<readonly number[]> {
		const worker = (this.#worker ??= this.#start());
		const id = this.#nextId++;
		return new Promise((resolve, reject) => {
			this.#waiting.set(id, { resolve, reject });
			worker.ref();
			worker.postMessage({ id, texts } satisfies CountRequest);
		});
	}

	#start(): Worker {
		const folder = fileURLToPath(new URL('tokens', this.#dist));
		const worker = new Worker(new URL('tokenWorker.js', this.#dist), {
			workerData: { folder } satisfies TokenWorkerData,
		});
		worker.on('message', (reply: CountReply) => this.#settle(reply));
		worker.on('error', (error: Error) => this.#fail(worker, error));
		worker.on('exit', () => this.#fail(worker, new Error('The token counter was closed.')));
		return worker;
	}

	#settle(reply: CountReply): void {
		const waiting = this.#waiting.get(reply.id);
		this.#waiting.delete(reply.id);
		// An idle counter must not keep a process alive.
		if (this.#waiting.size === 0) this.#worker?.unref();
		if ('error' in reply) waiting?.reject(new Error(`Tokens could not be counted: ${reply.error}`));
		else waiting?.resolve(reply.counts);
	}

	#fail(worker: Worker, error: Error): void {
		if (this.#worker !== worker) return;
		this.#worker = undefined;
		for (const waiting of this.#waiting.values()) waiting.reject(error);
		this.#waiting.clear();
	}
}

/** Only where no token can reach over the blank lines: the vocabulary has some of blanks and line feeds, and of a slash after those. */
function paragraphsOf(text: string): readonly string[] {
	return text.match(/[^]*?\n{2,}(?![\s/\u0085])|[^]+$/g) ?? [];
}
