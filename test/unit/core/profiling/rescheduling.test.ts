import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Rescheduling } from '../../../../src/core/profiling/rescheduling.js';
import { wallMs, type RecordedNode } from '../../../../src/core/profiling/recordedRun.js';
import { simulatedRun, simulatedRuns, type SimulatedTask } from '../../../support/profiling/simulatedRun.js';

/** Three chapters, each planned on the memory of the one before. */
const chained: readonly SimulatedTask[] = [1, 2, 3].flatMap((chapter) => [
	{
		id: `plan ${chapter}`,
		stage: 'scene_plan',
		chapter,
		tries: [100],
		dependencies: chapter === 1 ? [] : [`memory ${chapter - 1}`],
	},
	{ id: `draft ${chapter}`, stage: 'scene_drafting', chapter, tries: [600], dependencies: [`plan ${chapter}`] },
	{ id: `memory ${chapter}`, stage: 'chapter_memory', chapter, tries: [300], dependencies: [`draft ${chapter}`] },
]);

const planned = (nodes: readonly RecordedNode[]): readonly RecordedNode[] =>
	nodes.map((node) => ({
		...node,
		dependencies: node.dependencies.map((id) => id.replace('memory', 'plan')),
	}));

describe('Scheduling a recorded run again', () => {
	it('comes to what was recorded when nothing is changed, exactly', () => {
		fc.assert(
			fc.property(simulatedRuns, (run) => {
				const rescheduling = new Rescheduling(run);
				const stages = [...new Set(run.graphs.flatMap(({ nodes }) => nodes.map(({ stage }) => stage)))];
				const once = Object.fromEntries(stages.map((stage) => [stage, 1]));
				for (const change of [{}, { faster: once }, { slots: run.slots }, { continuity: run.continuity }]) {
					const { predictedMs, gain } = rescheduling.predict(change);
					assert.ok(Math.abs(predictedMs - wallMs(run)) < 1e-6 && Math.abs(gain) < 1e-9);
				}
			}),
		);
	});

	it('reproduces the wall time of a run that was list-scheduled, before anything is calibrated', () => {
		fc.assert(
			fc.property(simulatedRuns, (run) => {
				// Ties may be broken another way; that is all.
				assert.ok(Math.abs(new Rescheduling(run).baseline.error) < 0.25);
			}),
		);
		const { baseline } = new Rescheduling(simulatedRun(chained, { slots: 2, beforeMs: 50 }));
		assert.deepEqual(baseline, { recordedMs: 3_050, rescheduledMs: 3_050, error: 0 });
	});

	it('loses no more by more slots than list scheduling can (Graham 1969)', () => {
		fc.assert(
			fc.property(simulatedRuns, fc.integer({ min: 1, max: 6 }), (run, more) => {
				const rescheduling = new Rescheduling(run);
				const slots = run.slots + more;
				const { predictedMs } = rescheduling.predict({ slots });
				assert.ok(predictedMs <= wallMs(run) * (1 + (run.slots - 1) / slots) + 1e-6);
				assert.ok(rescheduling.predict({ slots: 1 }).predictedMs >= wallMs(run) * 0.999 || run.slots === 1);
			}),
		);
	});

	it('says how much sooner it ends with another model, other slots or another order', () => {
		const rescheduling = new Rescheduling(simulatedRun(chained, { slots: 2 }), planned);
		const predictions = [
			{ faster: { scene_drafting: 2 } },
			{ faster: { scene_drafting: 2, chapter_memory: 3 } },
			{ slots: 1 },
			{ slots: 8 },
			{ continuity: 'planned' },
			{ continuity: 'planned', slots: 3 },
			{ without: { to: 'scene_plan', acrossChapters: true } },
			{ without: { to: 'scene_plan', acrossChapters: true }, slots: 3 },
		] as const;
		assert.deepEqual(
			predictions.map((change) => rescheduling.predict(change).predictedMs),
			[2_100, 1_500, 3_000, 3_000, 1_600, 1_200, 1_600, 1_000],
		);
	});

	it('scales what a model did, and leaves the rest of the work as it was', () => {
		const run = simulatedRun([{ id: 'a', tries: [100], model: 0.5 }], { slots: 1 });
		assert.equal(new Rescheduling(run).predict({ faster: { scene_drafting: 5 } }).predictedMs, 60);
	});

	it('takes rate limits and failed tries away', () => {
		const run = simulatedRun([{ id: 'a', tries: [30, 20], limitedMs: 50 }], { slots: 1, backoffMs: 10 });
		const rescheduling = new Rescheduling(run);
		assert.deepEqual(
			[wallMs(run), rescheduling.predict({ unlimitedRates: true }), rescheduling.predict({ noRetries: true })].map(
				(one) => (typeof one === 'number' ? one : one.predictedMs),
			),
			[110, 60, 20],
		);
	});

	it('leaves audits and mending to the next run when they go into a batch', () => {
		const tasks: readonly SimulatedTask[] = [
			{ id: 'draft', stage: 'scene_drafting', tries: [100] },
			{ id: 'audit', stage: 'continuity_audit', tries: [50], dependencies: ['draft'] },
			{ id: 'fix', stage: 'continuity_fix', tries: [30], dependencies: ['audit'] },
		];
		const { predictedMs, gain } = new Rescheduling(simulatedRun(tasks, { slots: 1 })).predict({ batchedAudits: true });
		assert.deepEqual([predictedMs, gain], [100, 80 / 180]);
	});

	it('knows runs in order and level by level, and what doing them by dependency would gain', () => {
		const tasks: readonly SimulatedTask[] = [
			{ id: 'a', tries: [10] },
			{ id: 'b', tries: [40] },
			{ id: 'c', tries: [40], dependencies: ['a'] },
			{ id: 'd', tries: [10], dependencies: ['b'] },
		];
		const inOrder = { ...simulatedRun(tasks, { slots: 1 }), slots: 2, strategy: 'sequential' as const };
		const { baseline } = new Rescheduling(inOrder);
		assert.deepEqual([baseline.recordedMs, baseline.error], [100, 0]);
		const rescheduling = new Rescheduling(inOrder);
		assert.deepEqual(
			(['sequential', 'batched', 'dependency-aware'] as const).map(
				(strategy) => rescheduling.predict({ strategy }).predictedMs,
			),
			[100, 80, 50],
		);
	});

	it('takes what others of a stage took for work that the run did not have', () => {
		const withStitching = (nodes: readonly RecordedNode[]): readonly RecordedNode[] => [
			...planned(nodes),
			{ id: 'draft 4', stage: 'scene_drafting', dependencies: ['memory 3'] },
			{ id: 'stitch', stage: 'unknown', dependencies: ['draft 4'] },
		];
		const rescheduling = new Rescheduling(simulatedRun(chained, { slots: 3 }), withStitching);
		assert.equal(rescheduling.predict({ continuity: 'planned' }).predictedMs, 1_800);
	});

	it('leaves out what a run that was cut short did not come to, in another order as well', () => {
		const whole = simulatedRun(chained, { slots: 3 });
		const spans = whole.spans.filter(({ node = '' }) => /[12]$/.test(node));
		const cut = { ...whole, durationMs: 2_000, outcome: 'cancelled', spans };
		const rescheduling = new Rescheduling(cut, planned);
		assert.deepEqual(
			[rescheduling.baseline, rescheduling.predict({ continuity: 'planned' }).predictedMs],
			[{ recordedMs: 2_000, rescheduledMs: 2_000, error: 0 }, 1_100],
		);
	});
});
