import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
	panned,
	showing,
	ticksOf,
	wholeRun,
	zoomed,
	type TimelineWindow,
} from '../../../../src/webview/dashboard/time/timelineWindow.js';

const wall = fc.integer({ min: 1, max: 100_000_000 });

describe('The window onto a timeline', () => {
	it('never leaves the run, however it is moved', () => {
		const move = fc.oneof(
			fc.record({
				factor: fc.double({ min: 0.1, max: 10, noNaN: true }),
				share: fc.double({ min: 0, max: 1, noNaN: true }),
			}),
			fc.record({ by: fc.double({ min: -2, max: 2, noNaN: true }) }),
		);
		fc.assert(
			fc.property(wall, fc.array(move, { maxLength: 30 }), (wallMs, moves) => {
				const end = moves.reduce<TimelineWindow>((window, one) => {
					const span = window.to - window.from;
					return 'by' in one
						? panned(window, wallMs, one.by * span)
						: zoomed(window, wallMs, one.factor, window.from + one.share * span);
				}, wholeRun(wallMs));
				const slack = wallMs * 1e-9;
				assert.ok(end.from >= -slack && end.to <= wallMs + slack && end.to > end.from, JSON.stringify(end));
			}),
		);
	});

	it('keeps what it is zoomed at where it is', () => {
		assert.deepEqual(zoomed({ from: 0, to: 1_000 }, 1_000, 2, 400), { from: 200, to: 700 });
	});

	it('comes no closer than can be told apart', () => {
		const { from, to } = zoomed({ from: 100, to: 200 }, 1_000, 100, 150);
		assert.deepEqual([from, to], [125, 175]);
	});

	it('moves no further than it must to show a piece of work', () => {
		const window = { from: 100, to: 200 };
		assert.equal(showing(window, 1_000, { startMs: 120, endMs: 150 }), window);
		assert.deepEqual(showing(window, 1_000, { startMs: 190, endMs: 230 }), { from: 135, to: 235 });
		assert.deepEqual(showing(window, 1_000, { startMs: 40, endMs: 150 }), { from: 35, to: 135 });
		assert.deepEqual(showing(window, 1_000, { startMs: 300, endMs: 900 }), { from: 295, to: 395 });
	});

	it('writes round times on the axis, and no more than there is room for', () => {
		assert.deepEqual(ticksOf({ from: 0, to: 100_000 }, 6), {
			stepMs: 30_000,
			times: [0, 30_000, 60_000, 90_000],
		});
		fc.assert(
			fc.property(wall, fc.integer({ min: 1, max: 20 }), (wallMs, most) => {
				assert.ok(ticksOf(wholeRun(wallMs), most).times.length <= most + 1);
			}),
		);
	});
});
