import type { OpenCall } from '../../core/cost/ledger.js';
import type { MicroUsd } from '../../core/cost/money.js';
import type { PriceTable } from '../../core/cost/priceTable.js';
import { noUsage, type Usage } from '../../core/models/languageModel.js';
import { parseModelId } from '../../core/models/modelId.js';

/** English prose has about this many characters a token; erring low books a dead call a little too dear. */
const charactersPerToken = 4;

/** What was sent and, by the last flush, received. */
export function usageSoFar(call: Pick<OpenCall, 'estimatedInputTokens' | 'receivedCharacters'>): Usage {
	return {
		...noUsage,
		inputTokens: call.estimatedInputTokens,
		outputTokens: Math.ceil(call.receivedCharacters / charactersPerToken),
	};
}

/** Never above what was held, and all of it when the price is not known any more. */
export async function costSoFar(call: OpenCall, prices: PriceTable): Promise<MicroUsd> {
	try {
		const price = await prices.priceOf(parseModelId(call.model));
		const cost = price.costOf(usageSoFar(call));
		return cost < call.heldMicroUsd ? cost : call.heldMicroUsd;
	} catch {
		return call.heldMicroUsd;
	}
}
