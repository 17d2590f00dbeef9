import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { chapterGraph, planningGraph, type ChapterWork } from '../../../../src/core/pipeline/stageGraph.js';
import { chapterShape } from '../../../../src/core/profiling/chapterShape.js';

const works = fc
	.uniqueArray(
		fc.record({
			chapter: fc.integer({ min: 1, max: 40 }),
			work: fc.constantFrom('draft', 'remember'),
			check: fc.boolean(),
		}),
		{ minLength: 1, maxLength: 12, selector: ({ chapter }) => chapter },
	)
	.map((all): readonly ChapterWork[] => all.toSorted((a, b) => a.chapter - b.chapter));

describe('What a graph of chapters was made from', () => {
	it('is read back from its nodes: the same graph comes of it', () => {
		fc.assert(
			fc.property(works, fc.integer({ min: 1, max: 4 }), fc.boolean(), fc.nat(40), (work, scenes, voicePass, later) => {
				const isAuditedLater = ({ chapter }: ChapterWork): boolean => chapter > later;
				const nodes = chapterGraph(work, { scenes, voicePass, isAuditedLater });
				const shape = chapterShape(nodes);
				assert.ok(shape);
				assert.deepEqual(chapterGraph(shape.work, shape.options), nodes);
			}),
		);
	});

	it('is nothing for the plan of a book', () => {
		assert.deepEqual([chapterShape(planningGraph()), chapterShape([])], [undefined, undefined]);
	});
});
