import type { Clock } from '../base/clock.js';
import type { Ledger, OpenCall } from '../core/cost/ledger.js';
import type { ProcessIdentity } from '../core/execution/processIdentity.js';
import type { PriceTable } from '../core/cost/priceTable.js';
import { noUsage } from '../core/models/languageModel.js';
import { parseModelId } from '../core/models/modelId.js';

/** English prose has about this many characters a token; erring low books a dead call a little too dear. */
const charactersPerToken = 4;

/**
 * Settles the holds of processes that died: to what was sent and, by the last flush, received. Until then they count
 * against the budget at their worst case.
 */
export async function settleAbandonedCalls(
	ledger: Ledger,
	prices: PriceTable,
	clock: Clock,
	processes: ProcessIdentity,
): Promise<void> {
	for (const call of ledger.openCalls()) {
		if (processes.isAlive(call.owner, call.startedAt)) continue;
		const usage = {
			...noUsage,
			inputTokens: call.estimatedInputTokens,
			outputTokens: Math.ceil(call.receivedCharacters / charactersPerToken),
		};
		const cost = await costOf(call, usage, prices);
		ledger.settleIfOpen(call.id, {
			state: 'estimated',
			outcome: 'abandoned',
			usage,
			cost,
			firstTextMs: undefined,
			latencyMs: clock.now() - call.startedAt,
			fault: undefined,
		});
	}
}

/** Never above what was held, and all of it when the price is not known any more. */
async function costOf(call: OpenCall, usage: typeof noUsage, prices: PriceTable): Promise<OpenCall['heldMicroUsd']> {
	try {
		const price = await prices.priceOf(parseModelId(call.model));
		const cost = price.costOf(usage);
		return cost < call.heldMicroUsd ? cost : call.heldMicroUsd;
	} catch {
		return call.heldMicroUsd;
	}
}
