import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { checkGraph } from '../../../../src/core/execution/taskGraph.js';
import {
	chapterGraph,
	chapterNodeId,
	planningGraph,
	sceneNodeId,
	type ChapterWork,
	type Continuity,
	type StageNode,
} from '../../../../src/core/pipeline/stageGraph.js';

const works: fc.Arbitrary<readonly ChapterWork[]> = fc
	.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 10 })
	.chain((numbers) =>
		fc.tuple(
			...numbers
				.toSorted((a, b) => a - b)
				.map((chapter) =>
					fc
						.record({ work: fc.constantFrom<ChapterWork['work']>('draft', 'remember'), check: fc.boolean() })
						.map((rest) => ({ chapter, ...rest })),
				),
		),
	);

const continuities = fc.constantFrom<Continuity>('chained', 'planned');

function reaches(nodes: readonly StageNode[], from: string, to: string): boolean {
	const node = nodes.find((one) => one.id === from);
	return node?.dependencies.some((one) => one === to || reaches(nodes, one, to)) ?? false;
}

describe('The graph of stages', () => {
	it('has an order for every list of work', () => {
		fc.assert(
			fc.property(
				works,
				fc.integer({ min: 1, max: 5 }),
				fc.boolean(),
				continuities,
				(work, scenes, voicePass, continuity) => {
					const nodes = chapterGraph(work, { scenes, voicePass, continuity });
					checkGraph(nodes);
					const drafted = work.filter((one) => one.work === 'draft').map((one) => one.chapter);
					const assembled = nodes.filter((one) => one.stage === 'chapter_assembly').map((one) => one.chapter);
					assert.deepEqual(assembled, drafted);
					assert.equal(nodes.filter((one) => one.stage === 'scene_drafting').length, drafted.length * scenes);
					assert.deepEqual(
						nodes.filter((one) => one.stage === 'chapter_memory').map((one) => one.chapter),
						work.map((one) => one.chapter),
					);
				},
			),
		);
		checkGraph(planningGraph());
	});

	it('plans a chapter on the memory of the one before, and drafts it after its text', () => {
		const nodes = chapterGraph(
			[1, 2].map((chapter) => ({ chapter, work: 'draft', check: true })),
			{ scenes: 2, voicePass: true },
		);
		const plan = chapterNodeId(2, 'scene_plan');
		assert.deepEqual(
			[
				reaches(nodes, plan, chapterNodeId(1, 'chapter_memory')),
				reaches(nodes, plan, chapterNodeId(1, 'chapter_assembly')),
				reaches(nodes, sceneNodeId(2, 2), sceneNodeId(2, 1)),
				reaches(nodes, sceneNodeId(2, 1), sceneNodeId(1, 2)),
			],
			[true, true, true, true],
		);
	});

	it('lets no audit, fix or voice pass hold up the next chapter', () => {
		const nodes = chapterGraph(
			[1, 2].map((chapter) => ({ chapter, work: 'draft', check: true })),
			{ scenes: 2, voicePass: true },
		);
		const checks = (['continuity_audit', 'continuity_fix', 'voice_pass', 'validation'] as const).map((stage) =>
			chapterNodeId(1, stage),
		);
		assert.deepEqual(
			checks.map((check) => nodes.some((one) => one.id === check)),
			[true, true, true, true],
		);
		assert.deepEqual(
			checks.filter((check) => reaches(nodes, chapterNodeId(2, 'chapter_assembly'), check)),
			[],
		);
	});

	it('chains plans alone in planned continuity, and audits a chapter when all before it are known', () => {
		const nodes = chapterGraph(
			[1, 2, 3].map((chapter) => ({ chapter, work: chapter === 1 ? 'remember' : 'draft', check: true })),
			{ scenes: 2, voicePass: false, continuity: 'planned' },
		);
		const dependenciesOf = (id: string): readonly string[] => nodes.find((one) => one.id === id)?.dependencies ?? [];
		assert.deepEqual(
			[
				chapterNodeId(2, 'scene_plan'),
				chapterNodeId(3, 'scene_plan'),
				sceneNodeId(3, 1),
				sceneNodeId(3, 2),
				chapterNodeId(3, 'chapter_memory'),
				chapterNodeId(3, 'continuity_audit'),
			].map(dependenciesOf),
			[
				[chapterNodeId(1, 'chapter_memory')],
				[chapterNodeId(2, 'scene_plan')],
				[chapterNodeId(3, 'scene_plan')],
				[chapterNodeId(3, 'scene_plan'), sceneNodeId(3, 1)],
				[chapterNodeId(3, 'chapter_assembly')],
				[chapterNodeId(3, 'chapter_assembly'), chapterNodeId(1, 'chapter_memory'), chapterNodeId(2, 'chapter_memory')],
			],
		);
	});

	it('waits for no text between scenes that are cut apart', () => {
		const nodes = chapterGraph([{ chapter: 1, work: 'draft', check: false }], {
			scenes: 3,
			voicePass: false,
			isUnbroken: (_chapter, scene) => scene === 3,
		});
		const scenes = nodes.filter(({ stage }) => stage === 'scene_drafting');
		const plan = chapterNodeId(1, 'scene_plan');
		assert.deepEqual(
			scenes.map(({ dependencies }) => dependencies),
			[[plan], [plan], [plan, sceneNodeId(1, 2)]],
		);
	});

	it('only reads a chapter that has its text, and audits it where that is asked for', () => {
		const stages = (check: boolean): string[] =>
			chapterGraph([{ chapter: 3, work: 'remember', check }], { scenes: 2, voicePass: false }).map((one) => one.stage);
		assert.deepEqual(
			[stages(false), stages(true)],
			[['chapter_memory'], ['chapter_memory', 'validation', 'continuity_audit', 'continuity_fix']],
		);
	});
});
