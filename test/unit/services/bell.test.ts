import assert from 'node:assert/strict';
import { systemClock } from '../../../src/base/clock.js';
import { Bell } from '../../../src/services/bell.js';

describe('A bell', () => {
	const { signal } = new AbortController();
	const forever = 1_000_000;

	it('wakes all who wait, at once', async () => {
		const bell = new Bell(systemClock);
		const both = [bell.heard(forever, signal), bell.heard(forever, signal)];
		bell.ring();
		await Promise.all(both);
	});

	it('is heard once by whoever comes after it rang', async () => {
		const bell = new Bell(systemClock);
		bell.ring();
		bell.ring();
		await bell.heard(forever, signal);
		const begun = performance.now();
		await bell.heard(20, signal);
		assert.ok(performance.now() - begun >= 15, 'It was heard twice.');
	});

	it('keeps nobody waiting longer than they want', async () => {
		const bell = new Bell(systemClock);
		await bell.heard(1, signal);
		const stop = new AbortController();
		const waiting = bell.heard(forever, stop.signal);
		const reason = new Error('No more.');
		stop.abort(reason);
		await assert.rejects(waiting, reason);
		await assert.rejects(bell.heard(forever, stop.signal), reason);
	});
});
