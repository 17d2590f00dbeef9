import type { LedgerRow, LedgerTotals } from '../../core/cost/ledger.js';
import { noSavings } from '../../core/cost/ledger.js';
import { noMoney, type MicroUsd } from '../../core/cost/money.js';
import { noUsage, type Usage } from '../../core/models/languageModel.js';

const usageColumns = `input_tokens AS inputTokens, cache_read_tokens AS cacheReadTokens, cache_write_tokens AS cacheWriteTokens,
	cache_write_hour_tokens AS cacheWriteHourTokens, output_tokens AS outputTokens, reasoning_tokens AS reasoningTokens`;

/** Of `call_total`. */
export const totalColumns = `calls, spent, held, ${usageColumns}, cache_saving AS cacheSaving, batch_saving AS batchSaving`;

export type TotalRow = Usage & {
	readonly calls: number;
	readonly spent: MicroUsd;
	readonly held: MicroUsd;
	readonly cacheSaving: number;
	readonly batchSaving: number;
};

export function totalsOf(row: TotalRow | undefined): LedgerTotals {
	if (row === undefined) return { spent: noMoney, held: noMoney, calls: 0, usage: noUsage, savings: noSavings };
	const { spent, held, calls, cacheSaving, batchSaving } = row;
	return { spent, held, calls, usage: usageOf(row), savings: { cache: cacheSaving, batch: batchSaving } };
}

/** Of `call`. */
export const callColumns = `id, run, node, stage, role, chapter, scene, model, lane, attempt, owner, state, outcome, fault, day,
	estimated_input_tokens AS estimatedInputTokens, held_micro_usd AS heldMicroUsd, price_source AS priceSource,
	price_snapshot AS priceSnapshot, started_at AS startedAt, cost_micro_usd AS cost, first_text_ms AS firstTextMs,
	latency_ms AS latencyMs, cache_saving_micro_usd AS cacheSaving, batch_saving_micro_usd AS batchSaving, ${usageColumns}`;

type Nullable = 'chapter' | 'scene' | 'fault' | 'firstTextMs' | 'latencyMs';

export type CallRow = Omit<LedgerRow, 'usage' | 'savings' | Nullable> & {
	readonly [Key in Nullable]: LedgerRow[Key] | null;
} & Usage & { readonly cacheSaving: number; readonly batchSaving: number };

export function callOfRow(row: CallRow): LedgerRow {
	const { cacheSaving, batchSaving, chapter, scene, fault, firstTextMs, latencyMs, ...rest } = row;
	const {
		inputTokens,
		cacheReadTokens,
		cacheWriteTokens,
		cacheWriteHourTokens,
		outputTokens,
		reasoningTokens,
		...call
	} = rest;
	return {
		...call,
		usage: { inputTokens, cacheReadTokens, cacheWriteTokens, cacheWriteHourTokens, outputTokens, reasoningTokens },
		savings: { cache: cacheSaving, batch: batchSaving },
		chapter: chapter ?? undefined,
		scene: scene ?? undefined,
		fault: fault ?? undefined,
		firstTextMs: firstTextMs ?? undefined,
		latencyMs: latencyMs ?? undefined,
	};
}

function usageOf(row: Usage): Usage {
	const { inputTokens, cacheReadTokens, cacheWriteTokens, cacheWriteHourTokens, outputTokens, reasoningTokens } = row;
	return { inputTokens, cacheReadTokens, cacheWriteTokens, cacheWriteHourTokens, outputTokens, reasoningTokens };
}
