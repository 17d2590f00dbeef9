import assert from 'node:assert/strict';
import type { ExecutionTask } from '../../../../src/core/execution/executionTask.js';
import { Executor } from '../../../../src/services/execution/executor.js';
import { FakeClock } from '../../../support/fakeClock.js';

const policy = { maxAttempts: 1, baseDelayMs: 1, maxDelayMs: 1 };
const never = new AbortController().signal;

describe('An edge that turns out not to be needed', () => {
	/** A plan, and two scenes that wait for it, the second for the first as well. */
	async function statesWith(
		plan: ExecutionTask['run'],
		first: () => Promise<void>,
	): Promise<{ readonly order: readonly string[]; readonly states: readonly string[] }> {
		const order: string[] = [];
		const begun = (id: string, run: ExecutionTask['run']): ExecutionTask['run'] => {
			return async (...given) => {
				order.push(id);
				await run(...given);
			};
		};
		const tasks: readonly ExecutionTask[] = [
			{ id: 'plan', dependencies: [], priority: 0, run: begun('plan', plan) },
			{ id: 'first', dependencies: ['plan'], priority: 0, run: begun('first', first) },
			{ id: 'second', dependencies: ['plan', 'first'], priority: 0, run: begun('second', () => Promise.resolve()) },
		];
		const outcomes = await new Executor(new FakeClock(), policy).run(tasks, { concurrency: 4, signal: never });
		return { order, states: tasks.map(({ id }) => outcomes.get(id)?.state ?? 'none') };
	}

	it('lets what waited for it start beside it', async () => {
		const second = Promise.withResolvers<void>();
		const tasks: ExecutionTask[] = [
			{
				id: 'plan',
				dependencies: [],
				priority: 0,
				run: (_signal, _attempt, report) => Promise.resolve(report.untie('second', 'first')),
			},
			{ id: 'first', dependencies: ['plan'], priority: 0, run: () => second.promise },
			{ id: 'second', dependencies: ['plan', 'first'], priority: 0, run: () => Promise.resolve(second.resolve()) },
		];
		const outcomes = await new Executor(new FakeClock(), policy).run(tasks, { concurrency: 2, signal: never });
		assert.deepEqual(
			[...outcomes.values()].map(({ state }) => state),
			['done', 'done', 'done'],
		);
	});

	it('takes nothing down with it when what it came from fails', async () => {
		const { states } = await statesWith(
			(_signal, _attempt, report) => Promise.resolve(report.untie('second', 'first')),
			() => Promise.reject(new Error('A bug.')),
		);
		assert.deepEqual(states, ['done', 'failed', 'done']);
	});

	it('changes nothing where there is none, where it is untied already, or where it has been followed', async () => {
		const { order, states } = await statesWith(
			(_signal, _attempt, report) => {
				report.untie('first', 'second');
				report.untie('nobody', 'first');
				report.untie('second', 'nobody');
				for (let time = 0; time < 3; time++) report.untie('second', 'plan');
				return Promise.resolve();
			},
			() => Promise.resolve(),
		);
		assert.deepEqual({ order, states }, { order: ['plan', 'first', 'second'], states: ['done', 'done', 'done'] });
	});
});
