import assert from 'node:assert/strict';
import { laterShares, sumOfShares, type BudgetShare } from '../../../../src/core/cost/budgetShares.js';
import { microUsd } from '../../../../src/core/cost/money.js';

describe('Shares of a budget', () => {
	const share = (machine: string, month: string, spent: number, held = 0, batched = 0): BudgetShare => ({
		...{ machine, month, spent: microUsd(spent), held: microUsd(held), batched: microUsd(batched) },
	});

	it('sum up, of all months or since one', () => {
		const shares = [share('a', '2026-10', 1, 2), share('a', '2026-11', 4, 8, 8), share('b', '2026-12', 16)];
		assert.deepEqual(
			[sumOfShares(shares), sumOfShares(shares, '2026-11'), sumOfShares(shares, '2027-01')],
			[
				{ spent: 21, held: 10, batched: 8 },
				{ spent: 20, held: 8, batched: 8 },
				{ spent: 0, held: 0, batched: 0 },
			],
		);
	});

	it('never fall below what is known to be spent, but hold what is held now', () => {
		const before = [share('a', '2026-11', 10, 5), share('b', '2026-11', 20, 5, 5), share('c', '2026-11', 30)];
		const now = [share('a', '2026-11', 12, 1), share('c', '2026-11', 3, 7), share('d', '2026-11', 1)];
		assert.deepEqual(laterShares(before, now), [
			share('a', '2026-11', 12, 1),
			share('c', '2026-11', 30, 7),
			share('d', '2026-11', 1),
			share('b', '2026-11', 20),
		]);
	});
});
