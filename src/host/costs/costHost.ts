import type { Lifetime } from '../../base/lifetime.js';
import type { CommandId } from '../commandIds.js';
import type { Keys } from '../keys.js';
import type { Novels } from '../novels.js';
import { collectBatch } from './batchCommand.js';
import { AlertNotices } from './alertNotices.js';
import { BudgetCommand } from './budgetCommand.js';
import { BudgetStatusBar } from './budgetStatusBar.js';
import { Estimates } from './estimates.js';
import { exportLedger } from './ledgerExport.js';
import { RecommendCommand } from './recommendCommand.js';

type CostCommandId = Extract<
	CommandId,
	'estimateCost' | 'setBudget' | 'recommendModel' | 'exportLedger' | 'collectBatch'
>;

export interface CostHost {
	readonly commands: Readonly<Record<CostCommandId, (argument: unknown) => Promise<unknown>>>;
	readonly estimates: Estimates;
	readonly budget: BudgetCommand;
	readonly recommend: RecommendCommand;
}

/** Everything in the editor that has to do with money. */
export function startCosts(novels: Novels, keys: Keys, lifetime: Lifetime): CostHost {
	lifetime.own(new BudgetStatusBar(novels));
	const estimates = lifetime.own(new Estimates(novels));
	const budget = new BudgetCommand(novels);
	const recommend = new RecommendCommand(novels, keys);
	lifetime.own(new AlertNotices(novels, budget));
	return {
		estimates,
		budget,
		recommend,
		commands: {
			estimateCost: (argument) => estimates.estimate(argument),
			setBudget: (argument) => budget.run(argument),
			recommendModel: (argument) => recommend.run(argument),
			exportLedger: (argument) => exportLedger(novels, argument),
			collectBatch: (argument) => collectBatch(novels, argument),
		},
	};
}
