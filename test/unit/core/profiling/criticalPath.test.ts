import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { criticalPath } from '../../../../src/core/profiling/criticalPath.js';
import { wallMs, type RecordedRun } from '../../../../src/core/profiling/recordedRun.js';
import { usedTime } from '../../../../src/core/profiling/timeUse.js';
import { simulatedRun, simulatedRuns } from '../../../support/profiling/simulatedRun.js';

const pathOf = (run: RecordedRun) => {
	const { segments, steps } = criticalPath(run);
	return {
		segments: segments.map(({ startMs, endMs, use, task }) => [startMs, endMs, use, task?.id]),
		links: steps.map(({ task, link, slotMs }) => [task.id, link, slotMs]),
	};
};

describe('The critical path of a run', () => {
	it('leads from each task to the dependency that was done last', () => {
		const run = simulatedRun(
			[
				{ id: 'plan', tries: [10] },
				{ id: 'short', tries: [5], dependencies: ['plan'] },
				{ id: 'long', tries: [30], dependencies: ['plan'] },
				{ id: 'end', tries: [7], dependencies: ['short', 'long'] },
			],
			{ slots: 4, beforeMs: 3, afterMs: 2 },
		);
		assert.deepEqual(pathOf(run), {
			segments: [
				[0, 3, 'between', undefined],
				[3, 13, 'work', 'plan'],
				[13, 43, 'work', 'long'],
				[43, 50, 'work', 'end'],
				[50, 52, 'between', undefined],
			],
			links: [
				['plan', 'start', 0],
				['long', 'dependency', 0],
				['end', 'dependency', 0],
			],
		});
	});

	it('leads through the slot that a task had to wait for', () => {
		const run = simulatedRun(
			[
				{ id: 'first', tries: [20] },
				{ id: 'second', tries: [15] },
				{ id: 'third', tries: [10] },
			],
			{ slots: 1 },
		);
		assert.deepEqual(pathOf(run).links, [
			['first', 'start', 0],
			['second', 'slot', 20],
			['third', 'slot', 35],
		]);
	});

	it('shows pauses before another try, and waits for a rate limit', () => {
		const run = simulatedRun(
			[
				{ id: 'a', tries: [10, 20] },
				{ id: 'b', tries: [5], limitedMs: 8, dependencies: ['a'] },
			],
			{
				slots: 2,
				backoffMs: 4,
			},
		);
		assert.deepEqual(pathOf(run).segments, [
			[0, 10, 'work', 'a'],
			[10, 14, 'retry', 'a'],
			[14, 34, 'work', 'a'],
			[34, 42, 'rate-limit', 'b'],
			[42, 47, 'work', 'b'],
		]);
	});

	it('explains every moment of the wall time once, in whatever run', () => {
		fc.assert(
			fc.property(simulatedRuns, (run) => {
				const { segments, workMs, steps } = criticalPath(run);
				let at = 0;
				for (const { startMs, endMs } of segments) {
					assert.ok(startMs === at && endMs > startMs, `${startMs} does not follow ${at}`);
					at = endMs;
				}
				assert.equal(at, wallMs(run));
				assert.ok(workMs <= wallMs(run));
				assert.equal(new Set(steps.map(({ task }) => task.id)).size, steps.length);
				const used = usedTime(segments, run.spans);
				assert.ok(Math.abs(used.reduce((sum, { ms }) => sum + ms, 0) - wallMs(run)) < 1e-6);
				assert.ok(used.length === 0 || Math.abs(used.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-9);
			}),
			{ numRuns: 300 },
		);
	});

	it('is known as far as the record goes, of a run that was killed', () => {
		const whole = simulatedRun(
			[
				{ id: 'a', tries: [10] },
				{ id: 'b', tries: [5], dependencies: ['a'] },
			],
			{ slots: 1 },
		);
		const spans = whole.spans.filter(({ type, node }) => type !== 'run' && node === 'a');
		const killed = { ...whole, durationMs: undefined, outcome: undefined, spans };
		assert.deepEqual([wallMs(killed), pathOf(killed).segments], [10, [[0, 10, 'work', 'a']]]);
	});

	it('splits work into what was called meanwhile', () => {
		const run = simulatedRun([{ id: 'a', tries: [100], model: 0.8 }], { slots: 1, beforeMs: 25 });
		assert.deepEqual(usedTime(criticalPath(run).segments, run.spans), [
			{ use: 'writing', ms: 60, share: 0.48 },
			{ use: 'between', ms: 25, share: 0.2 },
			{ use: 'first-text', ms: 20, share: 0.16 },
			{ use: 'computing', ms: 20, share: 0.16 },
		]);
	});
});
