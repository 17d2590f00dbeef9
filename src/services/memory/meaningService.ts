import { isAppError, isCancellation, sentenceOf } from '../../base/errors.js';
import type { Closable } from '../../base/lifetime.js';
import { noMoney, type MicroUsd } from '../../core/cost/money.js';
import type { EmbeddingService, EmbeddingState } from './embeddingService.js';
import type { MeaningSearch } from './recallService.js';

/** The embeddings of one model, ready to be searched. */
export interface OpenEmbeddings extends Closable {
	readonly service: EmbeddingService;
}

export interface MeaningPorts {
	/** Name of the embedding model in the settings; empty for none. Read at each use. */
	modelName(): string;
	/** @throws AppError for a name that is none */
	open(name: string): OpenEmbeddings;
	/**
	 * The most that one search costs. Nothing is sent.
	 * @param isFirst of this model since the novel was opened: it begins to embed what has no vector
	 * @throws AppError for a name that is none, or a model whose price is not known
	 */
	priceOf(name: string, text: string, isFirst: boolean): Promise<MicroUsd>;
}

/**
 * Search by meaning with whichever embedding model is set now. What does not work finds nothing and says why in `fault`:
 * recall by words goes on.
 */
export class MeaningService implements MeaningSearch, Closable {
	readonly #ports: MeaningPorts;
	#open: { readonly name: string; readonly embeddings: OpenEmbeddings } | undefined;
	#fault: string | undefined;

	constructor(ports: MeaningPorts) {
		this.#ports = ports;
	}

	/** Whether a model is set. */
	get isOn(): boolean {
		return this.#ports.modelName().trim() !== '';
	}

	get state(): EmbeddingState | undefined {
		return this.#current()?.state;
	}

	/** Why the last search or embedding did not work. */
	get fault(): string | undefined {
		return this.#fault ?? this.#open?.embeddings.service.state.fault;
	}

	async nearest(
		text: string,
		limit: number,
		asOfChapter: number | undefined,
		signal: AbortSignal,
	): Promise<readonly number[]> {
		try {
			const matches = (await this.#current()?.search(text, limit, asOfChapter, signal)) ?? [];
			return matches.map(({ sequence }) => sequence);
		} catch (error) {
			signal.throwIfAborted();
			if (isCancellation(error)) throw error;
			this.#fault = sentenceOf(error);
			return [];
		}
	}

	/** The most that a search for a text may cost, and what it sets going. Nothing is sent. */
	async searchPrice(text: string): Promise<MicroUsd> {
		const name = this.#ports.modelName().trim();
		if (name === '' || text.trim() === '') return noMoney;
		try {
			return await this.#ports.priceOf(name, text, this.#open?.name !== name);
		} catch (error) {
			// What cannot be priced is not called.
			if (isAppError(error)) return noMoney;
			throw error;
		}
	}

	/** Embeds in the background what has no vector yet; to be called after writes. */
	update(): void {
		this.#current()?.update();
	}

	/** Resolves when all that can be embedded is. */
	async settled(): Promise<void> {
		await this.#current()?.settled();
	}

	async close(): Promise<void> {
		await this.#open?.embeddings.close();
		this.#open = undefined;
	}

	#current(): EmbeddingService | undefined {
		const name = this.#ports.modelName().trim();
		if (this.#open !== undefined && this.#open.name !== name) {
			void this.#open.embeddings.close();
			this.#open = undefined;
		}
		if (name === '') return undefined;
		try {
			if (this.#open === undefined) {
				this.#open = { name, embeddings: this.#ports.open(name) };
				this.#open.embeddings.service.update();
			}
			this.#fault = undefined;
		} catch (error) {
			this.#fault = sentenceOf(error);
		}
		return this.#open?.embeddings.service;
	}
}
