import type { Clock } from '../../base/clock.js';
import type { CallId } from '../../base/ids.js';
import { noSavings, type Ledger } from '../../core/cost/ledger.js';
import type { PriceTable } from '../../core/cost/priceTable.js';
import type { ProcessIdentity } from '../../core/execution/processIdentity.js';
import { costSoFar, usageSoFar } from './costSoFar.js';

export interface AbandonedCallPorts {
	readonly ledger: Ledger;
	readonly prices: PriceTable;
	readonly clock: Clock;
	readonly processes: ProcessIdentity;
}

/**
 * Settles the holds of processes that died: to what was sent and, by the last flush, received. Until then they count
 * against the budget at their worst case. A batch goes on without its process.
 * @returns the calls that were settled here
 */
export async function settleAbandonedCalls(ports: AbandonedCallPorts): Promise<readonly CallId[]> {
	const { ledger, clock, processes } = ports;
	const settled: CallId[] = [];
	for (const call of ledger.openCalls()) {
		if (call.lane === 'batch' || processes.isAlive(call.owner, call.startedAt)) continue;
		const isSettled = ledger.settleIfOpen(call.id, {
			state: 'estimated',
			outcome: 'abandoned',
			usage: usageSoFar(call),
			cost: await costSoFar(call, ports.prices),
			savings: noSavings,
			firstTextMs: undefined,
			latencyMs: Math.max(0, clock.now() - call.startedAt),
			fault: undefined,
		});
		if (isSettled) settled.push(call.id);
	}
	return settled;
}
