import type { Clock } from '../../base/clock.js';
import { Emitter } from '../../base/emitter.js';
import { CancellationError, sentenceOf } from '../../base/errors.js';
import { newRunId } from '../../base/ids.js';
import type { Closable } from '../../base/lifetime.js';
import type { VectorIndex, VectorMatch } from '../../core/memory/vectorIndex.js';
import type { VectorCount, VectorStore } from '../../core/memory/vectorStore.js';
import type { EmbeddingModel, EmbeddingRegistry } from '../../core/models/embeddingModel.js';
import { formatModelId, type ModelId } from '../../core/models/modelId.js';
import type { Executor } from '../execution/executor.js';
import type { MeteredEmbedding } from './meteredEmbedding.js';
import { TextEmbedder } from './textEmbedder.js';

export interface EmbeddingPorts {
	readonly models: EmbeddingRegistry;
	readonly metered: MeteredEmbedding;
	readonly vectors: VectorStore;
	/** Of the same model. */
	readonly index: VectorIndex;
	/** Tries again what may pass. */
	readonly executor: Executor;
	readonly clock: Clock;
}

export interface EmbeddingState extends VectorCount {
	readonly model: string;
	/** Entries are being embedded now. */
	readonly updating: boolean;
	/** Why the last search or the last update did not work; undefined when it did. A whole sentence. */
	readonly fault: string | undefined;
}

/** Entries that are looked at for one call. */
const batch = 64;
/** A provider that has just failed is left alone for a while, however often entries change. */
const pauseAfterFaultMs = 60_000;

/** Keeps the entries of a novel embedded by one model, and finds those near a text in meaning. */
export class EmbeddingService implements Closable {
	readonly #id: ModelId;
	readonly #name: string;
	readonly #ports: EmbeddingPorts;
	readonly #embedder: TextEmbedder;
	readonly #changes = new Emitter<void>();
	readonly #closing = new AbortController();
	#running: Promise<void> | undefined;
	#wanted = false;
	#notBefore = 0;
	#updateFault: string | undefined;
	#searchFault: string | undefined;

	/** The state is another. */
	readonly onChange = this.#changes.on;

	constructor(id: ModelId, ports: EmbeddingPorts) {
		this.#id = id;
		this.#name = formatModelId(id);
		this.#ports = ports;
		this.#embedder = new TextEmbedder(ports.metered, newRunId());
	}

	/** Counts entries, which takes some milliseconds where there are many. */
	get state(): EmbeddingState {
		return {
			model: this.#name,
			...this.#ports.vectors.count(this.#name),
			updating: this.#running !== undefined,
			fault: this.#searchFault ?? this.#updateFault,
		};
	}

	/**
	 * Embeds in the background what has no vector; to be called on opening and after writes. It runs once, however often
	 * it is asked for, and does nothing for a minute after it has failed.
	 */
	update(): void {
		this.#wanted = true;
		if (this.#running !== undefined || this.#closing.signal.aborted) return;
		if (this.#ports.clock.now() < this.#notBefore) return;
		this.#running = this.#update(this.#closing.signal).finally(() => {
			this.#running = undefined;
			this.#changes.emit();
			// It may have been asked for between the last look and the end.
			if (this.#wanted) this.update();
		});
	}

	/** Resolves when nothing runs in the background any more, done or failed. */
	async settled(): Promise<void> {
		await this.#running;
	}

	/**
	 * Entries near the text in meaning, best first. What is not embedded yet is not found.
	 * @param asOfChapter entries of later chapters are left out; undefined for none
	 * @throws AppError for what went wrong, which the state then tells, too; the signal's reason when aborted
	 */
	async search(
		text: string,
		limit: number,
		asOfChapter: number | undefined,
		signal: AbortSignal,
	): Promise<readonly VectorMatch[]> {
		if (text.trim() === '') return [];
		try {
			const model = await this.#ports.models.open(this.#id);
			const [query] = await this.#embedder.embed(model, [text], 'query', 1, signal);
			const matches = query === undefined ? [] : await this.#nearest(query, limit, asOfChapter, signal);
			this.#noteSearch(undefined);
			return matches;
		} catch (error) {
			if (!signal.aborted) this.#noteSearch(sentenceOf(error));
			throw error;
		}
	}

	async close(): Promise<void> {
		this.#closing.abort(new CancellationError());
		await this.#running;
	}

	async #nearest(
		query: Float32Array,
		limit: number,
		asOfChapter: number | undefined,
		signal: AbortSignal,
	): Promise<readonly VectorMatch[]> {
		const { vectors, index } = this.#ports;
		const dimensions = vectors.dimensions(this.#name);
		if (dimensions === undefined || dimensions === query.length) return index.search(query, limit, asOfChapter, signal);
		// The same name stands for another model now, and what the old one embedded cannot be compared.
		vectors.removeVectors(this.#name);
		this.update();
		return [];
	}

	#noteSearch(fault: string | undefined): void {
		if (this.#searchFault === fault) return;
		this.#searchFault = fault;
		this.#changes.emit();
	}

	async #update(signal: AbortSignal): Promise<void> {
		try {
			while (this.#wanted) {
				this.#wanted = false;
				const model = await this.#ports.models.open(this.#id);
				while (await this.#embedSomeWithRetries(model, signal)) this.#changes.emit();
			}
			this.#updateFault = undefined;
		} catch (error) {
			if (signal.aborted) return;
			this.#updateFault = sentenceOf(error);
			this.#notBefore = this.#ports.clock.now() + pauseAfterFaultMs;
		}
	}

	/** @returns false when there was nothing left to do */
	async #embedSomeWithRetries(model: EmbeddingModel, signal: AbortSignal): Promise<boolean> {
		const id = 'memory/embedding';
		let more = false;
		const run = async (_: AbortSignal, attempt: number): Promise<void> => {
			more = await this.#embedSome(model, attempt, signal);
		};
		const task = { id, dependencies: [], priority: 0, run };
		const outcome = (await this.#ports.executor.run([task], { concurrency: 1, signal })).get(id);
		if (outcome?.state === 'failed') throw outcome.error;
		signal.throwIfAborted();
		return more;
	}

	/** One call's worth. */
	async #embedSome(model: EmbeddingModel, attempt: number, signal: AbortSignal): Promise<boolean> {
		const { vectors } = this.#ports;
		const missing = vectors.unembedded(this.#name, batch);
		const texts = missing.map(({ text }) => text);
		const entries = missing.slice(0, this.#embedder.fitting(model, texts));
		if (entries.length === 0) return false;
		const found = await this.#embedder.embed(model, texts.slice(0, entries.length), 'document', attempt, signal);
		vectors.putVectors(
			this.#name,
			entries.flatMap(({ sequence, version }, index) => {
				const vector = found[index];
				return vector === undefined ? [] : { sequence, version, vector };
			}),
		);
		return true;
	}
}
