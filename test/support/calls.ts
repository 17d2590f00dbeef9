import { newCallId, type RunId } from '../../src/base/ids.js';
import type { SpendLimit } from '../../src/core/cost/budget.js';
import { noSavings, type CallEnd, type CallStart } from '../../src/core/cost/ledger.js';
import { microUsd, noMoney } from '../../src/core/cost/money.js';
import { noUsage } from '../../src/core/models/languageModel.js';

export function aCall(changes: Partial<CallStart> = {}): CallStart {
	return {
		id: newCallId(),
		run: 'run-1' as RunId,
		node: 'chapter:1/scene_plan',
		stage: 'scene_plan',
		role: 'plan',
		chapter: 1,
		scene: undefined,
		model: 'openai/gpt-5-mini',
		lane: 'now',
		attempt: 1,
		heldMicroUsd: microUsd(100),
		priceSource: 'settings',
		priceSnapshot: '{}',
		estimatedInputTokens: 40,
		startedAt: 1_000,
		owner: 'here:1:1',
		...changes,
	};
}

export function anEnd(changes: Partial<CallEnd> = {}): CallEnd {
	return {
		state: 'reported',
		outcome: 'ok',
		usage: noUsage,
		cost: microUsd(10),
		savings: noSavings,
		firstTextMs: 5,
		latencyMs: 9,
		fault: undefined,
		...changes,
	};
}

/** A budget of a novel that one machine alone works on. @param limit micro-dollars */
export function novelLimit(limit: number): readonly SpendLimit[] {
	return [{ scope: 'novel', limit: microUsd(limit), elsewhere: noMoney }];
}
