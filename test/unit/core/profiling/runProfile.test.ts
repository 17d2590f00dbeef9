import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { runProfile } from '../../../../src/core/profiling/runProfile.js';
import { severityOf } from '../../../../src/core/profiling/bottlenecks.js';
import { wallMs, type RecordedNode } from '../../../../src/core/profiling/recordedRun.js';
import { percentile } from '../../../../src/core/profiling/spanStatistics.js';
import { simulatedRun, simulatedRuns, type SimulatedTask } from '../../../support/profiling/simulatedRun.js';

/** Two chapters, the second one planned on the memory and the text of the first. */
const twoChapters: readonly SimulatedTask[] = [
	{ id: 'plan 1', stage: 'scene_plan', chapter: 1, tries: [100] },
	{ id: 'draft 1', stage: 'scene_drafting', chapter: 1, tries: [500], dependencies: ['plan 1'] },
	{ id: 'text 1', stage: 'chapter_assembly', chapter: 1, tries: [0], model: 0, dependencies: ['draft 1'] },
	{ id: 'memory 1', stage: 'chapter_memory', chapter: 1, tries: [200], dependencies: ['text 1'] },
	{ id: 'audit 1', stage: 'continuity_audit', chapter: 1, tries: [40], dependencies: ['text 1'] },
	{ id: 'plan 2', stage: 'scene_plan', chapter: 2, tries: [100], dependencies: ['memory 1', 'text 1'] },
	{ id: 'draft 2', stage: 'scene_drafting', chapter: 2, tries: [500], dependencies: ['plan 2'] },
	{ id: 'text 2', stage: 'chapter_assembly', chapter: 2, tries: [0], model: 0, dependencies: ['draft 2'] },
	{ id: 'memory 2', stage: 'chapter_memory', chapter: 2, tries: [200], dependencies: ['text 2'] },
];

const graphWith = (nodes: readonly RecordedNode[]): readonly RecordedNode[] =>
	nodes.map((node) => (node.id === 'plan 2' ? { ...node, dependencies: ['plan 1'] } : node));

describe('The profile of a run', () => {
	const profile = runProfile(simulatedRun(twoChapters, { slots: 10 }), { graphWith });

	it('names bottlenecks with their share of the critical path and how severe they are', () => {
		assert.deepEqual(
			profile.bottlenecks.map(({ stage, ms, share, tasks, severity }) => [stage, ms, share, tasks, severity]),
			[
				['scene_drafting', 1_000, 0.625, 2, 'critical'],
				['chapter_memory', 400, 0.25, 2, 'high'],
				['scene_plan', 200, 0.125, 2, 'medium'],
			],
		);
		assert.deepEqual([0.5, 0.49, 0.25, 0.1, 0.09].map(severityOf), ['critical', 'high', 'high', 'medium', 'low']);
	});

	it('leaves out what takes less of the critical path than is asked for', () => {
		const { bottlenecks } = runProfile(simulatedRun(twoChapters, { slots: 10 }), { minShare: 0.2 });
		assert.deepEqual(
			bottlenecks.map(({ stage }) => stage),
			['scene_drafting', 'chapter_memory'],
		);
	});

	it('recommends what gains something alone, most gained first', () => {
		assert.deepEqual(
			profile.recommendations.map(({ change, gain }) => [change, gain]),
			[
				[{ continuity: 'planned' }, 0.4375],
				[{ faster: { scene_drafting: 2 } }, 0.3125],
				[{ faster: { chapter_memory: 2 } }, 0.125],
				[{ faster: { scene_plan: 2 } }, 0.0625],
			],
		);
	});

	it('recommends the fewest slots that gain as much as any', () => {
		const tasks = Array.from({ length: 12 }, (_, at): SimulatedTask => ({ id: `draft ${at}`, tries: [100] }));
		const { recommendations, whatIfs } = runProfile(simulatedRun(tasks, { slots: 3 }), {});
		const slots = recommendations.filter(({ change }) => change.slots !== undefined);
		assert.deepEqual(
			slots.map(({ change, gain }) => [change, gain]),
			[[{ slots: 12 }, 0.75]],
		);
		assert.ok(whatIfs.some(({ change, gain }) => change.slots === 1 && gain < 0));
		const enough = runProfile(simulatedRun(tasks.slice(0, 6), { slots: 3 }), {});
		assert.deepEqual(
			enough.recommendations.map(({ change }) => change.slots).filter((one) => one !== undefined),
			[6],
		);
	});

	it('names the edge that keeps work from being done side by side, and what takes it away', () => {
		const [plan] = profile.parallelizations;
		assert.deepEqual(
			[plan?.kind, plan?.waiting.node, plan?.needed.node, plan?.times, plan?.without.gain],
			[{ to: 'scene_plan', acrossChapters: true }, 'plan 2', 'memory 1', 1, 0.5],
		);
		assert.deepEqual(plan?.remedy?.change, { continuity: 'planned' });
		assert.equal(profile.parallelizations.length, 1, 'what a stage lives on is no suggestion');
		const without = runProfile(simulatedRun(twoChapters, { slots: 10 }), {});
		assert.deepEqual([without.parallelizations[0]?.remedy, without.whatIfs.length], [undefined, 7]);
	});

	it('suggests nothing where nothing would be gained', () => {
		const inOneSlot = runProfile(simulatedRun(twoChapters, { slots: 1 }), { graphWith });
		assert.deepEqual(inOneSlot.parallelizations, []);
	});

	it('has a row for each task, with its slot, its tries and whether it held the run up', () => {
		const { timeline, waits } = runProfile(
			simulatedRun(
				[
					{ id: 'a', tries: [10, 20] },
					{ id: 'b', tries: [5] },
					{ id: 'c', tries: [40] },
				],
				{
					slots: 2,
					backoffMs: 4,
				},
			),
			{},
		);
		assert.deepEqual(
			timeline.map((row) => [
				row.node,
				row.slot,
				row.readyMs,
				row.startMs,
				row.durationMs,
				row.attempts,
				row.onCriticalPath,
			]),
			[
				['a', 1, 0, 0, 34, 2, false],
				['c', 0, 0, 0, 40, 1, true],
				['b', 1, 0, 34, 5, 1, false],
			],
		);
		assert.deepEqual(waits, {
			slots: { totalMs: 34, onPathMs: 0 },
			rateLimits: { totalMs: 0, onPathMs: 0 },
			providers: { totalMs: 0, onPathMs: 0 },
			retries: { totalMs: 4, onPathMs: 0 },
		});
	});

	it('is one of nothing, for a run that had nothing to do', () => {
		const { timeline, bottlenecks, whatIfs, parallelizations, usedTime } = runProfile(
			simulatedRun([], { slots: 3, beforeMs: 12 }),
			{ graphWith },
		);
		assert.deepEqual(
			{ timeline, bottlenecks, whatIfs: whatIfs.filter(({ savedMs }) => savedMs !== 0), parallelizations, usedTime },
			{
				timeline: [],
				bottlenecks: [],
				whatIfs: [],
				parallelizations: [],
				usedTime: [{ use: 'between', ms: 12, share: 1 }],
			},
		);
	});

	it('is made of plain data, and of parts that agree, whatever the run', () => {
		fc.assert(
			fc.property(simulatedRuns, (run) => {
				const made = runProfile(run, { minShare: 0 });
				const onPath = made.pathStages.reduce((sum, { ms }) => sum + ms, 0);
				const bottlenecks = made.bottlenecks
					.filter(({ kind }) => kind === 'stage')
					.reduce((sum, { ms }) => sum + ms, 0);
				assert.ok(Math.abs(onPath - bottlenecks) < 1e-6 && onPath <= wallMs(run) + 1e-6);
				assert.ok(made.recommendations.every(({ gain }) => gain > 0));
				assert.deepEqual(structuredClone(made), made);
			}),
		);
	});

	it('counts percentiles by the nearest rank', () => {
		const values = Array.from({ length: 100 }, (_, at) => at + 1);
		assert.deepEqual(
			[0, 0.5, 0.9, 0.99, 1].map((share) => percentile(values, share)),
			[1, 50, 90, 99, 100],
		);
		assert.deepEqual([percentile([], 0.5), percentile([7], 0.99)], [0, 7]);
	});
});
