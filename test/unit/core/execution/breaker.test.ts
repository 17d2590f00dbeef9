import assert from 'node:assert/strict';
import {
	afterEnd,
	afterGivingUp,
	afterStart,
	breakerWaitMs,
	closedBreaker,
	defaultBreakerPolicy as policy,
	type Breaker,
} from '../../../../src/core/execution/breaker.js';
import { ModelFault, type FaultKind } from '../../../../src/core/models/modelFault.js';

const fault = (kind: FaultKind): ModelFault => new ModelFault(kind, 'No.');
const after = (kinds: readonly FaultKind[], now = 0): Breaker =>
	kinds.reduce((breaker, kind) => afterEnd(breaker, fault(kind), now, policy), closedBreaker);

describe('A breaker', () => {
	it('opens after five faults of the provider in a row, and not for those of a request', () => {
		assert.deepEqual(after(['network', 'overloaded', 'network', 'overloaded']), { kind: 'closed', failures: 4 });
		assert.deepEqual(after(['network', 'overloaded', 'network', 'overloaded', 'network'], 7), {
			kind: 'open',
			until: 5_007,
			openMs: 5_000,
		});
		assert.deepEqual(after(['network', 'network', 'network', 'network', 'bad-request', 'network']), {
			kind: 'closed',
			failures: 1,
		});
		assert.deepEqual(after(Array.from({ length: 9 }, () => 'rate-limit')), closedBreaker);
	});

	it('lets one call try when its time is over, and stays open twice as long when that fails', () => {
		const open: Breaker = { kind: 'open', until: 100, openMs: 5_000 };
		assert.deepEqual([breakerWaitMs(open, 40), breakerWaitMs(open, 100)], [60, 0]);
		const trying = afterStart(open);
		assert.equal(breakerWaitMs(trying, 100), Infinity);
		assert.deepEqual(afterEnd(trying, fault('network'), 200, policy), { kind: 'open', until: 10_200, openMs: 10_000 });
		assert.deepEqual(afterEnd(trying, undefined, 200, policy), closedBreaker);
		assert.deepEqual(afterGivingUp(trying, 200), { kind: 'open', until: 200, openMs: 5_000 });
		const longest: Breaker = { kind: 'half-open', openMs: 50_000 };
		assert.deepEqual(afterEnd(longest, fault('network'), 0, policy), { kind: 'open', until: 60_000, openMs: 60_000 });
	});

	it('is not kept open by calls that left before it opened', () => {
		const open: Breaker = { kind: 'open', until: 100, openMs: 5_000 };
		assert.deepEqual(afterEnd(open, fault('network'), 50, policy), open);
		assert.deepEqual(afterEnd(open, undefined, 50, policy), closedBreaker);
	});
});
