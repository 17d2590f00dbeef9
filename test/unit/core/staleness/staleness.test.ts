import assert from 'node:assert/strict';
import { withDownstream, type JudgedChapter } from '../../../../src/core/staleness/staleness.js';

const judged = (chapter: number, changes: Partial<JudgedChapter> = {}): JudgedChapter => ({
	...{ chapter, reasons: [], isKnown: true, isDraftedAgain: false, unread: [] },
	sources: Array.from({ length: chapter - 1 }, (_, at) => at + 1),
	...changes,
});
const freshness = (chapters: readonly JudgedChapter[]): readonly string[] =>
	withDownstream(chapters).map((one) => [one.freshness, ...one.waitsFor].join(' '));

describe('Chapters after a stale one', () => {
	it('may become stale with it where they build on it, and with those that may', () => {
		const stale = { reasons: [{ kind: 'outline', chapter: 2 } as const] };
		assert.deepEqual(freshness([judged(1), judged(2, stale), judged(3), judged(4, { sources: [1] }), judged(5)]), [
			'fresh',
			'stale',
			'may-become-stale 2',
			'fresh',
			'may-become-stale 2 3',
		]);
	});

	it('may become stale with one that was changed and not read yet, which is fresh itself', () => {
		assert.deepEqual(freshness([judged(1), judged(2, { unread: [1] })]), ['fresh', 'may-become-stale 1']);
	});

	it('are stale for reasons of their own whatever else there is, and fresh where nothing is known of them', () => {
		const stale = { reasons: [{ kind: 'notes' } as const] };
		const unknown = { isKnown: false, sources: [] };
		assert.deepEqual(freshness([judged(1, stale), judged(2, stale), judged(3, unknown)]), ['stale', 'stale', 'fresh']);
	});
});
