import assert from 'node:assert/strict';
import { bookDuration } from '../../../../src/core/pipeline/bookDuration.js';
import { chapterGraph, planningGraph, type ChapterWork } from '../../../../src/core/pipeline/stageGraph.js';

const work: readonly ChapterWork[] = [1, 2, 3].map((chapter) => ({ chapter, work: 'draft', check: true }));

describe('How long a book takes', () => {
	const second = 1_000;
	const nodes = chapterGraph(work, { scenes: 2, voicePass: false });
	const asked = nodes.filter(({ stage }) => !['chapter_assembly', 'validation', 'continuity_fix'].includes(stage));
	const durations = new Map(asked.map(({ id }) => [id, second]));

	it('is the longest way through its chapters, which is shorter where only plans wait for each other', () => {
		const book = { work, scenes: 2, durations };
		assert.deepEqual(
			[bookDuration(book, 'chained', 10), bookDuration(book, 'planned', 10), bookDuration(book, 'planned', 1)],
			// Plan, two scenes and memory, three times, and the last audit beside the last memory; the plans, then the last
			// chapter's scenes, and its memory beside its audit.
			[12 * second, 6 * second, asked.length * second],
		);
	});

	it('begins with the plan of the book where there is none yet', () => {
		const plan = new Map(planningGraph().map(({ id }) => [id, second]));
		const stages = planningGraph().length;
		assert.equal(bookDuration({ work, scenes: 2, durations: plan }, 'chained', 1), stages * second);
	});
});
