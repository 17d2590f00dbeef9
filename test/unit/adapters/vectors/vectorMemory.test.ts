import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { instantiateKernel } from '../../../../src/adapters/vectors/vectorKernel.js';
import { VectorMemory } from '../../../../src/adapters/vectors/vectorMemory.js';
import { naiveSearch } from '../../../support/memory/naiveSearch.js';
import { dist } from '../../../support/novel/sampleProject.js';

const wasm = readFileSync(new URL('vectors/kernel.wasm', dist));

function emptyMemory(dimensions: number): VectorMemory {
	return new VectorMemory(instantiateKernel(wasm), dimensions);
}

function bytesOf(numbers: readonly number[]): Uint8Array {
	return new Uint8Array(Float32Array.from(numbers).buffer);
}

/** Numbers whose products and sums are exact in float32, so that results can be compared to the last bit. */
const whole = fc.integer({ min: -9, max: 9 });

type Step =
	{ readonly put: number; readonly vector: readonly number[] } | { readonly drop: number } | { readonly ask: number };

function stepsOf(dimensions: number): fc.Arbitrary<readonly Step[]> {
	const sequence = fc.nat(12);
	const vector = fc.array(whole, { minLength: dimensions, maxLength: dimensions });
	return fc.array(
		fc.oneof(
			{ weight: 4, arbitrary: fc.record({ put: sequence, vector }) },
			{ weight: 2, arbitrary: fc.record({ drop: sequence }) },
			{ weight: 1, arbitrary: fc.record({ ask: sequence }) },
		),
		{ maxLength: 40 },
	);
}

describe('The memory of vectors', () => {
	it('finds what a naive scan finds, whatever was put, replaced and deleted before', () => {
		const scenario = fc
			.integer({ min: 1, max: 40 })
			.chain((dimensions) =>
				fc.tuple(
					fc.constant(dimensions),
					stepsOf(dimensions),
					fc.array(whole, { minLength: dimensions, maxLength: dimensions }),
					fc.nat(15),
				),
			);
		fc.assert(
			fc.property(scenario, ([dimensions, steps, query, limit]) => {
				const memory = emptyMemory(dimensions);
				const expected = new Map<number, readonly number[]>();
				for (const step of [...steps, { ask: 6 }, { ask: Number.POSITIVE_INFINITY }]) {
					if ('put' in step) {
						memory.put(step.put, step.put, bytesOf(step.vector));
						expected.set(step.put, step.vector);
					} else if ('ask' in step) {
						assert.deepEqual(
							memory.nearest(Float32Array.from(query), limit, step.ask),
							naiveSearch(expected, query, limit, step.ask),
						);
					} else if (expected.delete(step.drop)) {
						memory.delete(step.drop);
					}
				}
				assert.deepEqual(new Set(memory.sequences()), new Set(expected.keys()));
			}),
			{ numRuns: 300 },
		);
	});

	it('finds what a naive scan finds over many blocks, in the memory that it grows into', () => {
		const rows = 20_000;
		const dimensions = 300;
		let state = 1;
		const next = (): number => ((state = (state * 48_271) % 2_147_483_647) % 7) - 3;
		const vectors = new Map(
			Array.from({ length: rows }, (_, sequence) => [sequence, Array.from({ length: dimensions }, next)]),
		);
		const memory = emptyMemory(dimensions);
		for (const [sequence, vector] of vectors) memory.put(sequence, sequence, bytesOf(vector));
		const query = Array.from({ length: dimensions }, next);
		for (const asOfChapter of [undefined, 4_095, 4_096, 12_345])
			assert.deepEqual(
				memory.nearest(Float32Array.from(query), 50, asOfChapter),
				naiveSearch(vectors, query, 50, asOfChapter),
				`up to ${asOfChapter}`,
			);
	});

	it('scores by the cosine of vectors of length one', () => {
		const memory = emptyMemory(2);
		const at = (degrees: number): number[] => [
			Math.cos((degrees * Math.PI) / 180),
			Math.sin((degrees * Math.PI) / 180),
		];
		for (const degrees of [0, 60, 90, 180]) memory.put(degrees, 1, bytesOf(at(degrees)));
		const found = memory.nearest(Float32Array.from(at(0)), 4);
		assert.deepEqual(
			found.map(({ sequence, score }) => [sequence, Number(score.toFixed(6))]),
			[
				[0, 1],
				[60, 0.5],
				[90, 0],
				[180, -1],
			],
		);
	});

	it('refuses more than 32 bits can address, and says what to set', () => {
		const memory = emptyMemory(3_072);
		assert.throws(() => memory.reserve(400_000), {
			code: 'too-many-vectors',
			message:
				'Searching memory by meaning would take 4.6 GB for 400000 entries, more than there is room for. Set an embedding model with shorter vectors in prometheusNovel.memory.embeddingModel, or none.',
		});
		memory.put(1, 1, bytesOf(Array.from({ length: 3_072 }, () => 1)));
		assert.deepEqual(memory.nearest(new Float32Array(3_072).fill(1), 1), [{ sequence: 1, score: 3_072 }]);
	});
});
