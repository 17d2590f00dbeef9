import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { checkGraph } from '../../../../src/core/execution/taskGraph.js';
import {
	chapterGraph,
	chapterNodeId,
	planningGraph,
	sceneNodeId,
	type ChapterWork,
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

function reaches(nodes: readonly StageNode[], from: string, to: string): boolean {
	const node = nodes.find((one) => one.id === from);
	return node?.dependencies.some((one) => one === to || reaches(nodes, one, to)) ?? false;
}

describe('The graph of stages', () => {
	it('has an order for every list of work', () => {
		fc.assert(
			fc.property(works, fc.integer({ min: 1, max: 5 }), fc.boolean(), (work, scenes, voicePass) => {
				const nodes = chapterGraph(work, { scenes, voicePass });
				checkGraph(nodes);
				const drafted = work.filter((one) => one.work === 'draft').map((one) => one.chapter);
				const assembled = nodes.filter((one) => one.stage === 'chapter_assembly').map((one) => one.chapter);
				assert.deepEqual(assembled, drafted);
				assert.equal(nodes.filter((one) => one.stage === 'scene_drafting').length, drafted.length * scenes);
				assert.deepEqual(
					nodes.filter((one) => one.stage === 'chapter_memory').map((one) => one.chapter),
					work.map((one) => one.chapter),
				);
			}),
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

	it('only reads a chapter that has its text, and audits it where that is asked for', () => {
		const stages = (check: boolean): string[] =>
			chapterGraph([{ chapter: 3, work: 'remember', check }], { scenes: 2, voicePass: false }).map((one) => one.stage);
		assert.deepEqual(
			[stages(false), stages(true)],
			[['chapter_memory'], ['chapter_memory', 'validation', 'continuity_audit', 'continuity_fix']],
		);
	});
});
