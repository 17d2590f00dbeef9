import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { HybridClock, isVersion, timeOfVersion } from '../../../../src/core/memory/hybridClock.js';

describe('The hybrid clock', () => {
	it('makes versions that sort by their order, whatever the wall clock does', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 42 }), { minLength: 2, maxLength: 50 }), (times) => {
				const left = [...times];
				const clock = new HybridClock(() => left.shift() ?? 0, 'a');
				const versions = times.map(() => clock.next());
				assert.deepEqual(versions, versions.toSorted());
				assert.equal(new Set(versions).size, versions.length);
			}),
		);
	});

	it('is later than any version it has seen, also of a machine whose clock is ahead', () => {
		const ahead = new HybridClock(() => 2_000_000, 'ahead').next();
		const clock = new HybridClock(() => 1_000, 'behind');
		assert.ok(clock.next(ahead) > ahead);
		assert.ok(clock.next() > ahead);
	});

	it('follows the wall clock, and tells versions from other text', () => {
		const version = new HybridClock(() => 1_700_000_000_000, 'n1').next();
		assert.deepEqual(
			[timeOfVersion(version), isVersion(version), isVersion('yesterday')],
			[1_700_000_000_000, true, false],
		);
	});

	it('counts on into the next millisecond when one has no numbers left', () => {
		const clock = new HybridClock(() => 5, 'a');
		let last = clock.next();
		for (let count = 0; count < 36 ** 4 + 10; count += 1) {
			const next = clock.next();
			assert.ok(next > last);
			last = next;
		}
		assert.equal(timeOfVersion(last), 6);
	});
});
