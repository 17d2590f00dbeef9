import type { RunId } from '../../base/ids.js';
import { textPieces } from '../../core/memory/textPieces.js';
import { meanDirection } from '../../core/models/direction.js';
import type { EmbeddingModel, EmbeddingUse } from '../../core/models/embeddingModel.js';
import { ModelFault } from '../../core/models/modelFault.js';
import type { MeteredEmbedding } from './meteredEmbedding.js';

/** Some 500 tokens of English, which is all that many small models take. */
const usualPassage = 2_000;
/** A model that does not take this much takes no text. */
const shortestPassage = 200;
/** More would make one call long, and lose much when it fails. */
const passagesPerCall = 64;

/**
 * Embeds texts of any length: a long one as the mean of its passages. Nobody tells how much a model takes, so passages
 * become shorter when it says that they are too long, and stay so.
 */
export class TextEmbedder {
	readonly #metered: MeteredEmbedding;
	readonly #run: RunId;
	#passageCharacters = usualPassage;

	constructor(metered: MeteredEmbedding, run: RunId) {
		this.#metered = metered;
		this.#run = run;
	}

	/** How many of the texts go into one call, from the first on; at least one, which may take several. */
	fitting(model: EmbeddingModel, texts: readonly string[]): number {
		let passages = 0;
		for (const [index, text] of texts.entries()) {
			passages += this.#passagesIn(text).length;
			if (index > 0 && passages > capacityOf(model)) return index;
		}
		return texts.length;
	}

	/** One vector a text, in order. @throws what `MeteredEmbedding.embed` throws */
	async embed(
		model: EmbeddingModel,
		texts: readonly string[],
		use: EmbeddingUse,
		attempt: number,
		signal: AbortSignal,
	): Promise<readonly Float32Array[]> {
		for (;;) {
			const passages = texts.map((text) => this.#passagesIn(text));
			try {
				const vectors = await this.#embedAll(model, passages.flat(), use, attempt, signal);
				return passages.map((own) => directionOf(own, vectors.splice(0, own.length)));
			} catch (error) {
				const shorter = Math.floor(Math.max(...passages.flat().map(({ length }) => length)) / 2);
				if (!isTooLong(error) || shorter < shortestPassage) throw error;
				this.#passageCharacters = shorter;
			}
		}
	}

	async #embedAll(
		model: EmbeddingModel,
		passages: readonly string[],
		use: EmbeddingUse,
		attempt: number,
		signal: AbortSignal,
	): Promise<Float32Array[]> {
		const vectors: Float32Array[] = [];
		for (let start = 0; start < passages.length; start = vectors.length) {
			const some = passages.slice(start, start + capacityOf(model));
			vectors.push(...(await this.#metered.embed(model, some, use, { run: this.#run, attempt }, signal)));
		}
		return vectors;
	}

	#passagesIn(text: string): readonly string[] {
		return passagesOf(text, this.#passageCharacters);
	}
}

/** What is embedded of a text. @param most characters of a passage, which become fewer where a model takes less */
export function passagesOf(text: string, most = usualPassage): readonly string[] {
	const passages = textPieces(text, most).filter((passage) => passage.trim() !== '');
	return passages.length === 0 ? [text] : passages;
}

function capacityOf({ maxTextsPerCall }: EmbeddingModel): number {
	return Math.max(1, Math.min(passagesPerCall, maxTextsPerCall));
}

function isTooLong(error: unknown): boolean {
	return error instanceof ModelFault && error.kind === 'context-too-long';
}

/** Passages count by their length. Where they cancel out, the first stands for all. */
function directionOf(passages: readonly string[], vectors: readonly Float32Array[]): Float32Array {
	const weights = passages.map(({ length }) => length);
	const direction = vectors.length === 1 ? vectors[0] : (meanDirection(vectors, weights) ?? vectors[0]);
	if (direction === undefined) throw new Error('A text came back without a vector.');
	return direction;
}
