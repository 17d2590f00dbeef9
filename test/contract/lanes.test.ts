import assert from 'node:assert/strict';
import PQueue from 'p-queue';
import type { ExecutionTask } from '../../src/core/execution/executionTask.js';
import type { Lane } from '../../src/core/execution/lane.js';
import { defaultRetryPolicy } from '../../src/core/execution/retryPolicy.js';
import { systemClock } from '../../src/base/clock.js';
import { Executor } from '../../src/services/execution/executor.js';
import { inProcessLane } from '../../src/services/execution/inProcessLane.js';
import { describeLane } from './lane.contract.js';

/** As a lane of worker machines would be: what it is handed goes into a queue of its own. */
function queuedLane(workers: number): Lane & { readonly performed: string[] } {
	const queue = new PQueue({ concurrency: workers });
	const performed: string[] = [];
	return {
		performed,
		perform: (job, signal) =>
			queue.add(async () => {
				signal.throwIfAborted();
				performed.push(`${job.kind} ${job.id} ${job.attempt}`);
				await job.run(signal);
			}),
	};
}

describeLane('this process', () => inProcessLane);
describeLane('a queue', () => queuedLane(2));

describe('Lanes of an executor', () => {
	const { signal } = new AbortController();
	const task = (id: string, lane: string | undefined, ...dependencies: string[]): ExecutionTask => ({
		...{ id, dependencies, priority: 0, kind: 'stage', lane },
		run: () => Promise.resolve(),
	});

	it('run the tasks that name them, in the order of one graph', async () => {
		const far = queuedLane(1);
		const executor = new Executor(systemClock, defaultRetryPolicy, new Map([['far', far]]));
		const tasks = [task('a', 'far'), task('b', undefined, 'a'), task('c', 'far', 'b')];
		const outcomes = await executor.run(tasks, { concurrency: 2, signal });
		assert.deepEqual(
			{ states: [...outcomes.values()].map(({ state }) => state), far: far.performed },
			{ states: ['done', 'done', 'done'], far: ['stage a 1', 'stage c 1'] },
		);
	});

	it('are refused before anything runs when they do not exist', async () => {
		await assert.rejects(
			new Executor(systemClock, defaultRetryPolicy).run([task('a', 'far')], { concurrency: 1, signal }),
			{ code: 'bad-graph', message: '"a" is to run in the lane "far", which does not exist.' },
		);
	});
});
