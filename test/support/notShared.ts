import { noMoney } from '../../src/core/cost/money.js';
import type { SharedBudget } from '../../src/core/cost/sharedBudget.js';

/** The budget of a novel that one machine alone works on. */
export const notShared: SharedBudget = {
	elsewhere: () => ({ spent: noMoney, held: noMoney }),
	hold: () => Promise.resolve({ kind: 'allowed' }),
	withdraw: () => undefined,
	settled: () => undefined,
};
