import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { ReadyQueue } from '../../../../src/core/execution/readyQueue.js';
import {
	parseStrategy,
	slotsOf,
	startOrder,
	strategies,
	type Strategy,
} from '../../../../src/core/execution/strategies.js';
import { indexGraph } from '../../../../src/core/execution/taskGraph.js';

interface Task {
	readonly id: string;
	readonly dependencies: readonly string[];
	readonly priority: number;
	readonly expectedMs?: number;
}

const task = (id: string, dependencies: readonly string[] = [], more: Partial<Task> = {}): Task => ({
	...{ id, dependencies, priority: 0 },
	...more,
});

/** In which order a strategy starts tasks that end at once, with one slot. */
function startsOf(strategy: Strategy, tasks: readonly Task[]): string {
	const graph = indexGraph(tasks);
	const order = startOrder(strategy, tasks, graph);
	const waitingFor = graph.dependencyCounts.slice();
	waitingFor.forEach((count, position) => count === 0 && order.add(position));
	const starts: string[] = [];
	for (let next = order.next(); next !== undefined; next = order.next()) {
		starts.push(tasks[next]?.id ?? '');
		order.noteEnd(next, 1);
		for (const dependant of graph.dependants.subarray(graph.offsets[next], graph.offsets[next + 1])) {
			const left = (waitingFor[dependant] ?? 0) - 1;
			waitingFor[dependant] = left;
			if (left === 0) order.add(dependant);
		}
	}
	return starts.join(' ');
}

describe('The order in which tasks start', () => {
	const graph = [task('x'), task('y'), task('a'), task('b', ['a']), task('c', ['b']), task('z', ['x'])];

	it('is one a strategy', () => {
		assert.deepEqual(Object.fromEntries(strategies.map((strategy) => [strategy, startsOf(strategy, graph)])), {
			sequential: 'x y a b c z',
			parallel: 'x y a z b c',
			batched: 'x y a z b c',
			'dependency-aware': 'a x b y c z',
		});
	});

	it('goes by priority before the longest way, and by the order given when both are equal', () => {
		const short = { expectedMs: 1 };
		const tasks = [
			...[task('first', [], short), task('second', [], short)],
			...[task('urgent', [], { ...short, priority: 5 }), task('long', [], { expectedMs: 9 })],
		];
		assert.equal(startsOf('dependency-aware', tasks), 'urgent long first second');
	});

	it('gives nothing of the next level before this one is over', () => {
		const tasks = [task('a'), task('b'), task('c', ['a'])];
		const graphOf = indexGraph(tasks);
		const order = startOrder('batched', tasks, graphOf);
		order.add(0);
		order.add(1);
		assert.deepEqual([order.next(), order.next()], [0, 1]);
		order.noteEnd(0, 1);
		order.add(2);
		assert.equal(order.next(), undefined);
		order.noteEnd(1, undefined);
		assert.equal(order.next(), 2);
	});

	it('is refused when it is none, and so are slots that are no number of slots', () => {
		assert.throws(() => parseStrategy('fastest'), { code: 'bad-strategy', message: /Use one of sequential, parallel/ });
		for (const bad of [0, -1, 1.5, Number.NaN])
			assert.throws(() => slotsOf('parallel', bad), {
				code: 'bad-concurrency',
				message: `${bad} tasks cannot run at once. Set the concurrency to a whole number from 1.`,
			});
		assert.deepEqual([slotsOf('sequential', 8), slotsOf('batched', 8)], [1, 8]);
	});
});

describe('A queue of ready tasks', () => {
	it('gives the highest rank first, then the greatest weight, then the first given', () => {
		const numbers = fc.array(fc.tuple(fc.nat(2), fc.nat(3), fc.nat(3)), { maxLength: 60 });
		fc.assert(
			fc.property(numbers, (all) => {
				const queue = new ReadyQueue(
					Float64Array.from(all, ([rank]) => rank),
					Float64Array.from(all, ([, weight]) => weight),
				);
				all.forEach((_, position) => queue.push(position));
				const later = Float64Array.from(all, ([, , weight]) => weight);
				queue.reorder(later);
				const given = all.map(() => queue.pop());
				const wanted = all
					.map(([rank, , weight], position) => ({ rank, weight, position }))
					.toSorted((a, b) => b.rank - a.rank || b.weight - a.weight || a.position - b.position)
					.map(({ position }) => position);
				assert.deepEqual(given, wanted);
				assert.equal(queue.pop(), undefined);
			}),
		);
	});
});
