import assert from 'node:assert/strict';
import { LearnedDurations } from '../../../../src/core/execution/learnedDurations.js';

describe('Learned durations', () => {
	it('are one unit each while nothing is known', () => {
		assert.deepEqual([...new LearnedDurations([{ kind: 'a' }, { kind: 'b' }, {}]).durations()], [1, 1, 1]);
	});

	it('are those of the kind, and those of all for a kind of which none has ended', () => {
		const learned = new LearnedDurations([{ kind: 'short' }, { kind: 'short' }, { kind: 'long' }, { kind: 'new' }]);
		for (let time = 0; time < 1_000; time++) {
			learned.note(0, 10);
			learned.note(2, 90);
		}
		const [, short = 0, long = 0, none = 0] = learned.durations();
		assert.ok(Math.abs(short - 10) < 0.1 && Math.abs(long - 90) < 0.1, `${short}, ${long}`);
		assert.equal(none, 50);
	});

	it('correct a guess by how wrong those of its kind have been', () => {
		const tasks = [100, 100, 300].map((expectedMs) => ({ kind: 'draft', expectedMs }));
		const learned = new LearnedDurations(tasks);
		assert.deepEqual([...learned.durations()], [100, 100, 300]);
		learned.note(0, 200);
		learned.note(1, 200);
		assert.deepEqual([...learned.durations()], [200, 200, 600]);
	});

	it('take a guess that is no number for none', () => {
		const tasks = [Number.NaN, -1, Infinity].map((expectedMs) => ({ kind: 'a', expectedMs }));
		assert.deepEqual([...new LearnedDurations(tasks).durations()], [1, 1, 1]);
	});

	it('tell when an order may have changed: not when all take longer, nor for one kind alone', () => {
		const one = new LearnedDurations([{ kind: 'a' }, { kind: 'a' }]);
		one.note(0, 5_000);
		const two = new LearnedDurations([{ kind: 'a' }, { kind: 'b' }]);
		two.note(0, 5_000);
		const alike = two.haveMoved;
		two.note(1, 50);
		assert.deepEqual([one.haveMoved, alike, two.haveMoved], [false, false, true]);
		two.durations();
		assert.equal(two.haveMoved, false);
	});
});
