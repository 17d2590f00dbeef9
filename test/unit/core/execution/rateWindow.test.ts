import assert from 'node:assert/strict';
import { RateWindow } from '../../../../src/core/execution/rateWindow.js';

const minute = 60_000;

/** Milliseconds more than the window, for clocks and networks. */
const margin = 900;

describe('A window of an allowance', () => {
	it('lets everything through while no limit is known', () => {
		const window = new RateWindow(undefined, minute);
		for (let at = 0; at < 1_000; at++) window.spend(1, at);
		assert.equal(window.waitMs(1_000_000, 1_000), 0);
	});

	it('counts from when a call had arrived for certain', () => {
		const window = new RateWindow(2, minute);
		window.spend(1, 0);
		window.noteAnswer({ sentAt: 0, answeredAt: 100 });
		window.spend(1, 1_000);
		// It took 400 ms longer than the fastest, perhaps before it arrived.
		window.noteAnswer({ sentAt: 1_000, answeredAt: 1_500 });
		assert.deepEqual(
			[window.waitMs(1, 2_000), window.waitMs(2, 2_000)],
			[minute + margin - 2_000, 1_400 + minute + margin - 2_000],
		);
	});

	it('does not expect to be rid of a call that is not answered before another window', () => {
		const window = new RateWindow(1, minute);
		window.spend(1, 0);
		assert.equal(window.waitMs(1, 0), 2 * minute + margin);
	});

	it('corrects what a call was expected to take, and forgets one that was not sent', () => {
		const window = new RateWindow(1_000, minute);
		const first = window.spend(900, 0);
		const before = window.waitMs(200, 1) > 0;
		window.correct(first, 300);
		const second = window.spend(600, 2);
		const full = window.waitMs(200, 3) > 0;
		window.withdraw(second);
		assert.deepEqual([before, full, window.waitMs(700, 4)], [true, true, 0]);
	});

	it('lets a call through that is larger than the whole allowance, once nothing else counts', () => {
		const window = new RateWindow(1_000, minute);
		assert.equal(window.waitMs(5_000, 0), 0);
		window.spend(10, 0);
		assert.ok(window.waitMs(5_000, 1) > 0);
	});

	it('believes a provider that counts more, until its reset', () => {
		const window = new RateWindow(undefined, minute);
		const call = { sentAt: 0, answeredAt: 50 };
		window.spend(1, 0);
		window.noteAnswer(call);
		window.learn({ limit: 60, remaining: 0, resetMs: 20_000 }, call);
		assert.equal(window.waitMs(1, 50), 20_000 + margin);
		assert.equal(window.waitMs(1, 50 + 20_000 + margin), 0);
	});

	it('believes a provider that counts less: it has begun a new window, which is shorter than was thought', () => {
		const window = new RateWindow(undefined, minute);
		const first = { sentAt: 0, answeredAt: 5 };
		for (let call = 0; call < 3; call++) {
			window.spend(1, 0);
			window.noteAnswer(first);
			window.learn({ limit: 3, remaining: 2 - call, resetMs: 1_000 }, first);
		}
		const probeAt = 5 + 1_000 + margin;
		assert.equal(window.waitMs(1, 10), probeAt - 10);
		// One may ask, and only one.
		assert.equal(window.waitMs(1, probeAt), 0);
		window.spend(1, probeAt);
		assert.ok(window.waitMs(1, probeAt) > 0);
		const asked = { sentAt: probeAt, answeredAt: probeAt + 5 };
		window.noteAnswer(asked);
		window.learn({ limit: 3, remaining: 2, resetMs: 1_000 }, asked);
		assert.equal(window.waitMs(2, probeAt + 5), 0);
	});
});
