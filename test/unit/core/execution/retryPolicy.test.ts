import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { defaultRetryPolicy, retryDelay } from '../../../../src/core/execution/retryPolicy.js';
import { ModelFault, type FaultKind } from '../../../../src/core/models/modelFault.js';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const fault = (kind: FaultKind, retryAfterMs?: number): ModelFault => new ModelFault(kind, 'No.', { retryAfterMs });

describe('Trying again', () => {
	it('is for faults that may pass, and for nothing else', () => {
		const kinds: FaultKind[] = [
			'auth',
			'rate-limit',
			'overloaded',
			'network',
			'context-too-long',
			'refused',
			'bad-reply',
			'bad-request',
		];
		const tried = kinds.filter((kind) => retryDelay(fault(kind), 1, defaultRetryPolicy, 0) !== undefined);
		assert.deepEqual(tried, ['rate-limit', 'overloaded', 'network', 'bad-reply']);
		assert.equal(retryDelay(new Error('a bug'), 1, defaultRetryPolicy, 0), undefined);
	});

	it('comes to an end, and waits longer each time but never too long', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 40 }), random, (attempt, chance) => {
				const policy = { maxAttempts: 30, baseDelayMs: 1_000, maxDelayMs: 60_000 };
				const delay = retryDelay(fault('network'), attempt, policy, chance);
				if (attempt >= 30) return assert.equal(delay, undefined);
				const ceiling = Math.min(60_000, 1_000 * 2 ** (attempt - 1));
				assert.ok(delay !== undefined && delay >= ceiling / 2 && delay <= ceiling, `${delay} ms`);
			}),
		);
	});

	it('waits at least as long as the provider asks, and not at all when that is too long', () => {
		fc.assert(
			fc.property(fc.nat(120_000), random, (asked, chance) => {
				const delay = retryDelay(fault('rate-limit', asked), 1, defaultRetryPolicy, chance);
				if (asked > 60_000) assert.equal(delay, undefined);
				else assert.ok(delay !== undefined && delay >= asked && delay <= Math.max(asked, 1_000));
			}),
		);
	});
});
