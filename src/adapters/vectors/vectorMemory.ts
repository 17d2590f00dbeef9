import * as l10n from '@vscode/l10n';
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

/** Vectors of one length, each under its entry's sequence, where the kernel can reach them. */
export class VectorMemory {
	/** Numbers in each vector. */
	readonly dimensions: number;
	readonly #kernel: VectorKernel;
	/** Bytes of a row. */
	readonly #stride: number;
	readonly #rowsAt: number;
	readonly #rowOf = new Map<number, number>();
	readonly #sequences: number[] = [];
	readonly #chapters: number[] = [];
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
		return this.#sequences.length;
	}

	sequences(): readonly number[] {
		return this.#sequences;
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

	/**
	 * @param chapter 0 for what holds in the whole book
	 * @param vector float32, little-endian, as SQLite and WebAssembly both hold it; of `dimensions` numbers
	 */
	put(sequence: number, chapter: number, vector: Uint8Array): void {
		const row = this.#rowOf.get(sequence) ?? this.#append(sequence);
		this.#chapters[row] = chapter;
		this.#bytes.set(vector, this.#addressOf(row));
	}

	/** The last row takes its place. */
	delete(sequence: number): void {
		const row = this.#rowOf.get(sequence);
		const last = this.#sequences.pop();
		const lastChapter = this.#chapters.pop();
		if (row === undefined || last === undefined || lastChapter === undefined)
			throw new Error(`There is no vector of the entry ${sequence}.`);
		this.#rowOf.delete(sequence);
		if (last === sequence) return;
		const from = this.#addressOf(this.#sequences.length);
		this.#bytes.copyWithin(this.#addressOf(row), from, from + this.#stride);
		this.#sequences[row] = last;
		this.#chapters[row] = lastChapter;
		this.#rowOf.set(last, row);
	}

	/** As `VectorIndex.search` says. */
	nearest(query: Float32Array, limit: number, asOfChapter = Number.POSITIVE_INFINITY): readonly VectorMatch[] {
		const { buffer } = this.#kernel.memory;
		new Float32Array(buffer, queryAt, this.dimensions).set(query);
		const best = new BestMatches(limit);
		for (let start = 0; start < this.size; start += blockRows) {
			const count = Math.min(blockRows, this.size - start);
			this.#kernel.scoreRows(queryAt, this.#addressOf(start), this.#stride, count, 0);
			this.#offer(new Float32Array(buffer, 0, count), start, asOfChapter, best);
		}
		return best.sorted();
	}

	#offer(scores: Float32Array, start: number, asOfChapter: number, best: BestMatches): void {
		let { threshold } = best;
		for (let index = 0; index < scores.length; index++) {
			const score = scores[index] ?? 0;
			const sequence = this.#sequences[start + index] ?? 0;
			if (score < threshold || (this.#chapters[start + index] ?? 0) > asOfChapter) continue;
			best.offer({ sequence, score });
			({ threshold } = best);
		}
	}

	#append(sequence: number): number {
		this.reserve(this.size + 1);
		const row = this.#sequences.push(sequence) - 1;
		this.#chapters.push(0);
		this.#rowOf.set(sequence, row);
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
		l10n.t(
			'Searching memory by meaning would take {0} GB for {1} entries, more than there is room for. Set an embedding model with shorter vectors in prometheusNovel.memory.embeddingModel, or none.',
			gigabytes,
			rows,
		),
		{ cause },
	);
}
