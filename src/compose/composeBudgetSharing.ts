import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../base/clock.js';
import { isUlid } from '../base/ids.js';
import type { Lifetime } from '../base/lifetime.js';
import type { Ledger } from '../core/cost/ledger.js';
import type { PriceTable } from '../core/cost/priceTable.js';
import type { WhenServerIsAway } from '../core/cost/sharedBudget.js';
import { SqliteSharedCalls } from '../adapters/sqlite/sqliteSharedCalls.js';
import { SharedBudgetService } from '../services/cost/sharedBudgetService.js';
import { noNovelId } from './noNovelId.js';

export interface BudgetSharingInputs {
	readonly database: DatabaseSync;
	readonly ledger: Ledger;
	readonly prices: PriceTable;
	readonly clock: Clock;
	/** Of novel.json. */
	readonly novelId: string;
	whenServerIsAway(): WhenServerIsAway;
}

/** A budget that several machines share through Redis, where a URL is set; the adapter is loaded when there is one. */
export function composeBudgetSharing(inputs: BudgetSharingInputs, lifetime: Lifetime): SharedBudgetService {
	const { database, novelId, ...ports } = inputs;
	const calls = new SqliteSharedCalls(database);
	return lifetime.own(
		new SharedBudgetService({
			...ports,
			calls,
			serverAt: async (url) => {
				if (!isUlid(novelId)) throw noNovelId();
				const { redisBudgetAt } = await import('../adapters/redis/redisBudgetServer.js');
				return redisBudgetAt(url, { novelId, machine: calls.machine });
			},
		}),
	);
}

/** A novel opens as soon without its server as with it. @param url undefined for none */
export function startBudgetSharing(shared: SharedBudgetService, url: string | undefined): void {
	// Why it cannot be shared stands in its state, and meets whoever asks for money.
	if (url !== undefined) void shared.connect(url).catch(() => undefined);
}
