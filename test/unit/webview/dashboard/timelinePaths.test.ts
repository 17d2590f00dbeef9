import assert from 'node:assert/strict';
import { timelinePaths, worksInView } from '../../../../src/webview/dashboard/time/timelinePaths.js';
import { lanesOf, worksOf } from '../../../../src/webview/dashboard/time/work.js';
import { workAfterKey, workAt } from '../../../../src/webview/dashboard/time/workSteps.js';
import { barFlags, type TimelineBar } from '../../../../src/protocol/timeline.js';

const size = { width: 100, laneHeight: 20 };
const window = { from: 0, to: 1_000 };

describe('What is drawn of a timeline', () => {
	it('makes one shape of neighbours that are narrower than a pixel', () => {
		const narrow = lanes([0, 0, 1, 0, 500, 2, 1, 0], [0, 0, 1, 0, 503, 2, 1, 0], [0, 0, 1, 0, 506, 2, 1, 0]);
		assert.equal(count(timelinePaths(narrow, 1, window, size).stages[0]?.besides), 1);
	});

	it('keeps apart what is wider, what is another stage and what is in another lane', () => {
		const others = lanes(
			[0, 0, 1, 0, 0, 100, 1, 0],
			[0, 0, 1, 0, 100, 100, 1, 0],
			[0, 1, 1, 0, 200, 2, 1, 0],
			[1, 0, 1, 0, 0, 5, 1, 0],
		);
		const { stages } = timelinePaths(others, 2, window, size);
		assert.deepEqual(
			stages.map(({ besides }) => count(besides)),
			[3, 1],
		);
	});

	it('draws nothing that is out of view', () => {
		const works = worksOf(
			timeline([0, 0, 1, 0, 0, 100, 1, 0], [0, 0, 2, 0, 150, 100, 1, 0], [0, 0, 3, 0, 400, 50, 1, 0]),
		);
		const shown = worksInView(works, { from: 200, to: 400 });
		assert.deepEqual(
			shown.map(({ chapter }) => chapter),
			[2],
		);
	});

	it('underlines the longest chain, crosses what has failed and leaves open what still runs', () => {
		const { onCriticalPath, failed, running } = barFlags;
		const marked = lanes([0, 0, 1, 0, 0, 100, 1, onCriticalPath + failed], [1, 0, 1, 0, 0, 100, 1, running]);
		const { stages, underlines, failures, openEnds } = timelinePaths(marked, 1, window, size);
		assert.deepEqual([stages[0]?.critical, stages[0]?.besides].map(count), [1, 1]);
		assert.deepEqual([underlines, failures, openEnds].map(count), [1, 2, 1]);
	});

	it('merges thousands of bars into as many shapes as there are pixels', () => {
		const bars = Array.from({ length: 2_500 }, (_, at): TimelineBar => [0, 0, 1, 0, at * 10, 9, 1, 0]);
		const { stages } = timelinePaths(lanes(...bars), 1, { from: 0, to: 25_000 }, size);
		assert.ok(count(stages[0]?.besides) <= size.width);
	});
});

describe('Walking through a timeline', () => {
	const walked = lanes([0, 0, 1, 0, 0, 100, 1, 0], [0, 0, 2, 0, 200, 100, 1, 0], [2, 0, 3, 0, 180, 100, 1, 0]);
	const [first, second] = walked[0] ?? [];

	it('leads along a lane, and from lane to lane past those that are empty', () => {
		assert.ok(first !== undefined && second !== undefined);
		const places = ['ArrowRight', 'ArrowDown', 'ArrowUp', 'ArrowLeft', 'End', 'Home', 'x'].map(
			(key) => workAfterKey(key, walked, first)?.chapter,
		);
		assert.deepEqual(places, [2, 3, undefined, undefined, 2, 1, undefined]);
	});

	it('finds what a hand points at, and what is close by', () => {
		const at = (time: number): number | undefined => workAt(walked[0] ?? [], time, 20)?.chapter;
		assert.deepEqual([50, 110, 150, 190, 300].map(at), [1, 1, undefined, 2, 2]);
	});
});

function timeline(...bars: readonly TimelineBar[]) {
	return { wallMs: 1_000, lanes: 3, stages: ['one', 'two'], bars, leftOut: 0 };
}

function lanes(...bars: readonly TimelineBar[]) {
	return lanesOf(worksOf(timeline(...bars)), 3);
}

/** How many shapes path data has. */
function count(data = ''): number {
	return data.split('M').length - 1;
}
