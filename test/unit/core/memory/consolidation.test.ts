import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { consolidatedTiers, type TierCandidate } from '../../../../src/core/memory/consolidation.js';
import type { MemoryId, MemoryTier } from '../../../../src/core/memory/entry.js';

const scene = (id: string, tokens: number, tier: MemoryTier = 'immediate', pinned = false): TierCandidate => ({
	id: id as MemoryId,
	tier,
	wanted: 'immediate',
	pinned,
	tokens,
});

const budgets = { immediate: 100, recent: 50 };

describe('Consolidation', () => {
	it('keeps the latest at hand as far as the budget reaches, and nothing older beyond the first that does not fit', () => {
		const changes = consolidatedTiers(
			[scene('d', 60), scene('c', 50), scene('b', 10), scene('a', 10, 'archival')],
			budgets,
		);
		assert.deepEqual(Object.fromEntries(changes), { c: 'archival', b: 'archival' });
	});

	it('leaves what is pinned where it is, and lets it have its room first', () => {
		const changes = consolidatedTiers([scene('c', 30), scene('b', 30), scene('a', 60, 'immediate', true)], budgets);
		assert.deepEqual(Object.fromEntries(changes), { b: 'archival' });
	});

	it('brings up what there is room for again', () => {
		assert.deepEqual(Object.fromEntries(consolidatedTiers([scene('a', 30, 'archival')], budgets)), { a: 'immediate' });
	});

	it('never exceeds a budget, and settles at once', () => {
		const candidate = fc.record({
			tokens: fc.integer({ min: 1, max: 80 }),
			tier: fc.constantFrom<MemoryTier>('immediate', 'recent', 'archival'),
			wanted: fc.constantFrom<'immediate' | 'recent'>('immediate', 'recent'),
		});
		fc.assert(
			fc.property(fc.array(candidate, { maxLength: 30 }), (given) => {
				const candidates = given.map((one, at) => ({ ...one, id: String(at) as MemoryId, pinned: false }));
				const changes = consolidatedTiers(candidates, budgets);
				const after = candidates.map((one) => ({ ...one, tier: changes.get(one.id) ?? one.tier }));
				for (const tier of ['immediate', 'recent'] as const) {
					const tokens = after.filter((one) => one.tier === tier).reduce((sum, one) => sum + one.tokens, 0);
					assert.ok(tokens <= budgets[tier]);
				}
				assert.equal(consolidatedTiers(after, budgets).size, 0);
			}),
		);
	});
});
