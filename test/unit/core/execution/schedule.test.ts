import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { makespan, type ScheduledTask } from '../../../../src/core/execution/schedule.js';

const task = (id: string, durationMs: number, ...dependencies: string[]): ScheduledTask => ({
	id,
	durationMs,
	dependencies,
});

describe('A schedule', () => {
	it('begins what is ready as soon as a slot is free', () => {
		const tasks = [task('a', 3), task('b', 2), task('c', 4, 'a'), task('d', 1, 'a', 'b')];
		assert.deepEqual(
			[1, 2, 3].map((slots) => makespan(tasks, slots)),
			[10, 7, 7],
		);
	});

	it('takes those with the longest way to the end first', () => {
		const tasks = [task('short', 5), task('first', 2), task('then', 5, 'first')];
		assert.equal(makespan(tasks, 1), 12);
		assert.equal(makespan([task('x', 4), task('y', 4), task('z', 1), task('end', 6, 'z')], 2), 8);
	});

	it('is as long as nothing for nothing, and needs no slot for what takes no time', () => {
		assert.equal(makespan([], 3), 0);
		assert.equal(makespan([task('a', 0), task('b', 0, 'a'), task('c', 7, 'b', 'gone')], 1), 7);
	});

	it('lies between the longest chain or the work of a slot, and both together', () => {
		const graph = fc
			.array(fc.record({ durationMs: fc.integer({ min: 1, max: 50 }), on: fc.array(fc.nat(), { maxLength: 3 }) }), {
				minLength: 1,
				maxLength: 40,
			})
			.map((all) =>
				all.map(({ durationMs, on }, at) =>
					task(String(at), durationMs, ...(at === 0 ? [] : on.map((one) => String(one % at)))),
				),
			);
		fc.assert(
			fc.property(graph, fc.integer({ min: 1, max: 6 }), (tasks, slots) => {
				const ends = new Map<string, number>();
				for (const { id, durationMs, dependencies } of tasks)
					ends.set(id, durationMs + Math.max(0, ...dependencies.map((one) => ends.get(one) ?? 0)));
				const chain = Math.max(...ends.values());
				const work = tasks.reduce((sum, { durationMs }) => sum + durationMs, 0);
				const length = makespan(tasks, slots);
				assert.ok(length >= Math.max(chain, work / slots));
				assert.ok(length <= work / slots + chain);
			}),
		);
	});
});
