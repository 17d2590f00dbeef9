import assert from 'node:assert/strict';
import { expectedCalls } from '../../../../src/core/pipeline/expectedCalls.js';
import type { RehearsedBook } from '../../../../src/core/pipeline/bookRehearsal.js';
import { chapterGraph } from '../../../../src/core/pipeline/stageGraph.js';
import { modelStages, type ModelStageId } from '../../../../src/core/pipeline/stages.js';

const shape = { chapters: 9, scenesPerChapter: 2 };

/** A rehearsal whose prompts grow by 100 tokens a chapter. */
function rehearsalOf(chapters: number): RehearsedBook {
	const work = Array.from({ length: chapters }, (_, at) => ({ chapter: at + 1, work: 'draft' as const, check: true }));
	const nodes = chapterGraph(work, { scenes: 2, voicePass: false });
	const asked = nodes.filter(({ stage }) => stage in modelStages && stage !== 'continuity_fix');
	return {
		calls: asked.map(({ id, stage, chapter }) => ({
			node: id,
			stage,
			role: modelStages[stage as ModelStageId].role,
			chapter,
			inputTokens: 1_000 + 100 * (chapter ?? 0),
			outputTokens: 940,
		})),
	};
}

const expected = (rehearsed: number, more: readonly number[], share = 0.2) =>
	expectedCalls(
		rehearsalOf(rehearsed),
		more.map((chapter) => ({ chapter, work: 'draft', check: true })),
		shape,
		share,
	);

describe('The calls of a book to be', () => {
	it('are those of the rehearsal, with prose as long as it was and other replies as long as they usually are', () => {
		const calls = expected(1, []);
		assert.deepEqual(
			calls.map(({ stage, outputTokens, chance }) => [stage, outputTokens, chance]),
			[
				['scene_plan', 800, 1],
				['scene_drafting', 940, 1],
				['scene_drafting', 940, 1],
				['chapter_memory', 1_000, 1],
				['continuity_audit', 120, 1],
				['continuity_fix', 250, 0.2],
			],
		);
	});

	it('mend as often as this book has shown', () => {
		const chances = (share: number): readonly number[] =>
			expected(2, [], share)
				.filter(({ stage }) => stage === 'continuity_fix')
				.map(({ chance }) => chance);
		assert.deepEqual([chances(0.5), chances(0), chances(1.5)], [[0.5, 0.5], [], [1, 1]]);
	});

	it('go on for later chapters as the last four had them on average', () => {
		const plan = expected(6, [8, 9]).find(({ node }) => node === 'chapter:9/scene_plan');
		// Of the chapters 3 to 6.
		assert.deepEqual([plan?.inputTokens, plan?.chapter], [1_450, 9]);
	});

	it('only read a later chapter that has its text', () => {
		const later = [
			{ chapter: 3, work: 'remember', check: false },
			{ chapter: 4, work: 'remember', check: true },
		] as const;
		const calls = expectedCalls(rehearsalOf(2), later, shape, 0);
		assert.deepEqual(
			calls.filter(({ chapter = 0 }) => chapter > 2).map(({ node }) => node),
			['chapter:3/chapter_memory', 'chapter:4/chapter_memory', 'chapter:4/continuity_audit'],
		);
	});

	it('are none where there is nothing to do', () => {
		assert.deepEqual(expectedCalls({ calls: [] }, [], shape, 0.2), []);
	});
});
