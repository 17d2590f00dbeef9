import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { checkGraph, indexGraph, type GraphNode } from '../../../../src/core/execution/taskGraph.js';

const node = (id: string, ...dependencies: string[]): GraphNode => ({ id, dependencies });

/** Each node depends on earlier ones only, in any order of the list. */
const acyclic = fc
	.array(fc.array(fc.nat(1_000), { maxLength: 4 }), { maxLength: 20 })
	.map((all) =>
		all.map((before, index) => node(`n${index}`, ...(index === 0 ? [] : before.map((one) => `n${one % index}`)))),
	)
	.chain((nodes) => fc.shuffledSubarray(nodes, { minLength: nodes.length, maxLength: nodes.length }));

describe('A task graph', () => {
	it('is accepted when it has an order, whatever order it is written in', () => {
		fc.assert(fc.property(acyclic, (nodes) => checkGraph(nodes)));
	});

	it('is refused when any edge closes a circle', () => {
		fc.assert(
			fc.property(acyclic, fc.nat(1_000), (nodes, pick) => {
				const from = nodes.filter((one) => one.dependencies.length > 0)[pick % Math.max(1, nodes.length)];
				fc.pre(from !== undefined);
				const [target] = from.dependencies;
				const closed = nodes.map((one) =>
					one.id === target ? { ...one, dependencies: [...one.dependencies, from.id] } : one,
				);
				assert.throws(() => checkGraph(closed), { code: 'bad-graph', message: /wait for each other in a circle/ });
			}),
		);
	});

	it('is refused with a sentence for duplicates, for unknown dependencies and for a task that waits for itself', () => {
		assert.throws(() => checkGraph([node('a'), node('a')]), {
			code: 'bad-graph',
			message: 'Two tasks have the id "a".',
		});
		assert.throws(() => checkGraph([node('a', 'b')]), {
			code: 'bad-graph',
			message: '"a" depends on "b", which does not exist.',
		});
		assert.throws(() => checkGraph([node('a', 'a'), node('b')]), {
			code: 'bad-graph',
			message: 'These tasks wait for each other in a circle: a.',
		});
	});

	it('may name a dependency twice', () => {
		assert.deepEqual(indexGraph([node('b', 'a', 'a'), node('a')]), {
			size: 2,
			dependencyCounts: Int32Array.of(1, 0),
			dependants: Int32Array.of(0),
			offsets: Int32Array.of(0, 0, 1),
			topological: Int32Array.of(1, 0),
		});
	});
});
