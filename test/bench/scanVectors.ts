// Runs in a worker, as the scan does. Fills a novel's database with random vectors, and tells how long each way of going
// through them takes, in milliseconds.
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { SqliteVectorIndex } from '../../src/adapters/vectors/sqliteVectorIndex.js';
import { SqliteVectors } from '../../src/adapters/vectors/sqliteVectors.js';
import { VectorFeed } from '../../src/adapters/vectors/vectorFeed.js';
import { instantiateKernel, type VectorKernel } from '../../src/adapters/vectors/vectorKernel.js';
import type { VectorMemory } from '../../src/adapters/vectors/vectorMemory.js';
import { normalised } from '../../src/core/models/direction.js';
import { putEntry, someVersion } from '../support/memory/entryRows.js';

interface Job {
	readonly dist: string;
	readonly database: string;
	/** `scripts/bench/sumBytes.as`, compiled. */
	readonly sumKernel: Uint8Array;
	readonly rows: number;
	readonly dimensions: number;
	readonly rounds: number;
}

interface SumKernel {
	readonly sumBytes: (start: number, bytes: number) => number;
}

declare const WebAssembly: {
	readonly Module: new (bytes: Uint8Array) => object;
	readonly Instance: new (module: object, imports: unknown) => { readonly exports: unknown };
};

const model = 'random';
const batch = 1_000;
const limit = 10;

class Stopwatch {
	readonly times: Record<string, number[]> = {};

	async measure(name: string, work: () => unknown): Promise<void> {
		const start = performance.now();
		await work();
		(this.times[name] ??= []).push(performance.now() - start);
	}
}

async function main(job: Job): Promise<void> {
	await fill(job);
	const database = new DatabaseSync(job.database, { readOnly: true });
	const wasm = readFileSync(new URL('vectors/kernel.wasm', job.dist));
	const index = new SqliteVectorIndex({ dist: new URL(job.dist), database: job.database }, model);
	const stopwatch = new Stopwatch();
	await timeScans(database, wasm, index, job, stopwatch);
	await index.close();
	database.close();
	parentPort?.postMessage(stopwatch.times);
}

async function fill({ database: path, rows, dimensions }: Job): Promise<void> {
	const { database } = await openDatabase(path);
	const vectors = new SqliteVectors(database);
	for (let start = 0; start < rows; start += batch) {
		const keys = Array.from({ length: Math.min(batch, rows - start) }, (_, at) => start + at);
		database.exec('BEGIN IMMEDIATE');
		for (const sequence of keys) putEntry(database, sequence);
		database.exec('COMMIT');
		vectors.putVectors(
			model,
			keys.map((sequence) => ({ sequence, version: someVersion, vector: randomDirection(dimensions) })),
		);
	}
	database.close();
}

async function timeScans(
	database: DatabaseSync,
	wasm: Uint8Array,
	index: SqliteVectorIndex,
	{ sumKernel, rows, dimensions, rounds }: Job,
	stopwatch: Stopwatch,
): Promise<void> {
	const kernel = instantiateKernel(wasm);
	const memory = new VectorFeed(database, model, () => kernel).current() as VectorMemory;
	const { sumBytes } = instantiateSum(sumKernel, kernel);
	// As many bytes as the rows take, and nearly the same ones.
	const bytes = 4 * rows * dimensions;
	const plain = new Float32Array(kernel.memory.buffer, 0, rows * dimensions);
	const signal = new AbortController().signal;
	await index.search(randomDirection(dimensions), limit, undefined, signal);
	for (let round = 0; round < rounds; round++) {
		const query = randomDirection(dimensions);
		await stopwatch.measure('scan', () => memory.nearest(query, limit));
		await stopwatch.measure('sum', () => sumBytes(0, bytes));
		await stopwatch.measure('search', () => index.search(query, limit, undefined, signal));
		await stopwatch.measure('naive', () => plainScan(plain, query, rows));
	}
}

function instantiateSum(wasm: Uint8Array, { memory }: VectorKernel): SumKernel {
	return new WebAssembly.Instance(new WebAssembly.Module(wasm), { env: { memory } }).exports as SumKernel;
}

function plainScan(vectors: Float32Array, query: Float32Array, rows: number): readonly number[] {
	const scores = new Float32Array(rows);
	const dimensions = query.length;
	for (let row = 0; row < rows; row++) {
		let sum = 0;
		const start = row * dimensions;
		for (let at = 0; at < dimensions; at++) sum += (vectors[start + at] ?? 0) * (query[at] ?? 0);
		scores[row] = sum;
	}
	const threshold = scores.toSorted().at(-limit) ?? 0;
	return Array.from(scores.keys()).filter((row) => (scores[row] ?? 0) >= threshold);
}

function randomDirection(dimensions: number): Float32Array {
	return normalised(new Float32Array(dimensions).map(() => Math.random() - 0.5)) ?? new Float32Array(dimensions);
}

await main(workerData as Job);
