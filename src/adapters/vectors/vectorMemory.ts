import { AppError } from '../../base/errors.js';
import type { VectorMatch } from '../../core/memory/vectorIndex.js';
import { BestMatches } from './bestMatches.js';
import type { VectorKernel } from './vectorKernel.js';

/** The kernel reads rows a cache line at a time, in bytes. */
const cacheLine = 64;
const pageBytes = 65_536;
/** All that 32 bits can address but one page, so that the end of the last row has an address, too. */
const maxBytes = 65_535 * pageBytes;
const growthBytes = 256 * pageBytes;

/** Rows whose scores are computed before they are looked at. */
const blockRows = 4_096;
/** The scores of a block stand at 0, then the query, then the rows. */
const queryAt = 4 * blockRows;

/** Vectors of one length, each under its entry's key, where the kernel can reach them. */
export class VectorMemory {
	/** Numbers in each vector. */
	readonly dimensions: number;
	readonly #kernel: VectorKernel;
	/** Bytes of a row. */
	readonly #stride: number;
	readonly #rowsAt: number;
	readonly #rowOf = new Map<number, number>();
	readonly #keys: number[] = [];
	#bytes: Uint8Array;

	/** @param kernel whose memory is nobody else's */
	constructor(kernel: VectorKernel, dimensions: number) {
		this.dimensions = dimensions;
		this.#kernel = kernel;
		this.#stride = roundUp(4 * dimensions, cacheLine);
		this.#rowsAt = queryAt + this.#stride;
		this.#bytes = new Uint8Array(kernel.memory.buffer);
	}

	get size(): number {
		return this.#keys.length;
	}

	keys(): readonly number[] {
		return this.#keys;
	}

	/** @throws AppError `too-many-vectors` when so many rows cannot be addressed, or this machine has no room for them */
	reserve(rows: number): void {
		const needed = this.#rowsAt + rows * this.#stride;
		if (needed <= this.#bytes.length) return;
		if (needed > maxBytes) throw tooManyVectors(rows, needed);
		const wanted = Math.min(maxBytes, roundUp(needed, growthBytes));
		try {
			this.#kernel.memory.grow((wanted - this.#bytes.length) / pageBytes);
		} catch (cause) {
			throw tooManyVectors(rows, needed, cause);
		}
		this.#bytes = new Uint8Array(this.#kernel.memory.buffer);
	}

	/** @param vector float32, little-endian, as SQLite and WebAssembly both hold it; of `dimensions` numbers */
	put(key: number, vector: Uint8Array): void {
		const row = this.#rowOf.get(key) ?? this.#append(key);
		this.#bytes.set(vector, this.#addressOf(row));
	}

	/** The last row takes its place. */
	delete(key: number): void {
		const row = this.#rowOf.get(key);
		const lastKey = this.#keys.pop();
		if (row === undefined || lastKey === undefined) throw new Error(`There is no vector of the entry ${key}.`);
		this.#rowOf.delete(key);
		if (lastKey === key) return;
		const from = this.#addressOf(this.#keys.length);
		this.#bytes.copyWithin(this.#addressOf(row), from, from + this.#stride);
		this.#keys[row] = lastKey;
		this.#rowOf.set(lastKey, row);
	}

	/** As `VectorIndex.search` says. */
	nearest(query: Float32Array, limit: number, maxKey = Number.POSITIVE_INFINITY): readonly VectorMatch[] {
		const { buffer } = this.#kernel.memory;
		new Float32Array(buffer, queryAt, this.dimensions).set(query);
		const best = new BestMatches(limit);
		for (let start = 0; start < this.size; start += blockRows) {
			const count = Math.min(blockRows, this.size - start);
			this.#kernel.scoreRows(queryAt, this.#addressOf(start), this.#stride, count, 0);
			this.#offer(new Float32Array(buffer, 0, count), start, maxKey, best);
		}
		return best.sorted();
	}

	#offer(scores: Float32Array, start: number, maxKey: number, best: BestMatches): void {
		let { threshold } = best;
		for (let index = 0; index < scores.length; index++) {
			const score = scores[index] ?? 0;
			const key = this.#keys[start + index] ?? 0;
			if (score < threshold || key > maxKey) continue;
			best.offer({ key, score });
			({ threshold } = best);
		}
	}

	#append(key: number): number {
		this.reserve(this.size + 1);
		const row = this.#keys.push(key) - 1;
		this.#rowOf.set(key, row);
		return row;
	}

	#addressOf(row: number): number {
		return this.#rowsAt + row * this.#stride;
	}
}

function roundUp(bytes: number, step: number): number {
	return Math.ceil(bytes / step) * step;
}

function tooManyVectors(rows: number, bytes: number, cause?: unknown): AppError {
	const gigabytes = (bytes / 1024 ** 3).toFixed(1);
	return new AppError(
		'too-many-vectors',
		`Searching memory by meaning would take ${gigabytes} GB for ${rows} entries, more than there is room for. Set an embedding model with shorter vectors in prometheusNovel.memory.embeddingModel, or none.`,
		{ cause },
	);
}
