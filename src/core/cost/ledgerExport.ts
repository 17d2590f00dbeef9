import type { LedgerRow } from './ledger.js';

/** A call as it leaves the house: dates as ISO 8601 in UTC, money in whole micro-dollars and in dollars. */
export type ExportedCall = Readonly<Record<(typeof exportedColumns)[number], string | number | null>>;

export const exportedColumns = [
	'id',
	'started_at',
	'day',
	'run',
	'node',
	'stage',
	'role',
	'chapter',
	'scene',
	'model',
	'lane',
	'attempt',
	'state',
	'outcome',
	'fault',
	'input_tokens',
	'cache_read_tokens',
	'cache_write_tokens',
	'cache_write_hour_tokens',
	'output_tokens',
	'reasoning_tokens',
	'estimated_input_tokens',
	'cost_usd',
	'cost_micro_usd',
	'held_micro_usd',
	'cache_saving_micro_usd',
	'batch_saving_micro_usd',
	'price_source',
	'price',
	'first_text_ms',
	'latency_ms',
] as const;

export function exportedCall(row: LedgerRow): ExportedCall {
	const { usage, savings } = row;
	return {
		id: row.id,
		started_at: new Date(row.startedAt).toISOString(),
		day: row.day,
		run: row.run,
		node: row.node,
		stage: row.stage,
		role: row.role,
		chapter: row.chapter ?? null,
		scene: row.scene ?? null,
		model: row.model,
		lane: row.lane,
		attempt: row.attempt,
		state: row.state,
		outcome: row.outcome,
		fault: row.fault ?? null,
		input_tokens: usage.inputTokens,
		cache_read_tokens: usage.cacheReadTokens,
		cache_write_tokens: usage.cacheWriteTokens,
		cache_write_hour_tokens: usage.cacheWriteHourTokens,
		output_tokens: usage.outputTokens,
		reasoning_tokens: usage.reasoningTokens,
		estimated_input_tokens: row.estimatedInputTokens,
		cost_usd: dollars(row.cost),
		cost_micro_usd: row.cost,
		held_micro_usd: row.state === 'held' ? row.heldMicroUsd : 0,
		cache_saving_micro_usd: savings.cache,
		batch_saving_micro_usd: savings.batch,
		price_source: row.priceSource,
		price: row.priceSnapshot,
		first_text_ms: row.firstTextMs ?? null,
		latency_ms: row.latencyMs ?? null,
	};
}

export type ExportFormat = 'csv' | 'json';

/** RFC 4180 with a head, or a JSON array; in pieces, since a ledger may be long. */
export function* exportedLedger(rows: Iterable<LedgerRow>, format: ExportFormat): Generator<string> {
	if (format === 'csv') {
		yield `${exportedColumns.join(',')}\r\n`;
		for (const row of rows) yield `${csvLine(exportedCall(row))}\r\n`;
		return;
	}
	let separator = '[\n';
	for (const row of rows) {
		yield `${separator}${JSON.stringify(exportedCall(row))}`;
		separator = ',\n';
	}
	yield separator === '[\n' ? '[]\n' : '\n]\n';
}

function csvLine(call: ExportedCall): string {
	return exportedColumns.map((column) => csvCell(call[column])).join(',');
}

/** A spreadsheet takes what begins like a formula for one. */
function csvCell(value: string | number | null): string {
	if (value === null) return '';
	const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Exact: six digits behind the point, without arithmetic in floating point. */
function dollars(microUsd: number): string {
	const digits = String(microUsd).padStart(7, '0');
	return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
