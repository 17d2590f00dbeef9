import type { DatabaseSync } from 'node:sqlite';
import type { CallId, RunId } from '../../base/ids.js';
import {
	judgeSpend,
	type BudgetScope,
	type Committed,
	type SpendLimit,
	type SpendVerdict,
} from '../../core/cost/budget.js';
import { dayOf, monthOf } from '../../core/cost/calendar.js';
import type {
	BreakdownKey,
	BreakdownRow,
	CallEnd,
	CallStart,
	Ledger,
	LedgerRow,
	LedgerTotals,
	OpenCall,
	TokenMeasure,
} from '../../core/cost/ledger.js';
import { callColumns, callOfRow, totalsOf, totalColumns, type CallRow, type TotalRow } from './callRows.js';
import { inTransaction } from './database.js';
import { Statements } from './statements.js';

export class SqliteLedger implements Ledger {
	readonly #database: DatabaseSync;
	readonly #statements: Statements;

	constructor(database: DatabaseSync) {
		this.#database = database;
		this.#statements = new Statements(database);
	}

	hold(call: CallStart, limits: readonly SpendLimit[]): SpendVerdict {
		return inTransaction(this.#database, () => {
			const verdict = judgeSpend(limits, (scope) => this.#committedTo(scope, call), call.heldMicroUsd);
			if (verdict.kind === 'allowed') this.#insert(call);
			return verdict;
		});
	}

	withdraw(id: CallId): void {
		this.#statements.of("DELETE FROM call WHERE id = ? AND state = 'held'").run(id);
	}

	received(id: CallId, characters: number): void {
		this.#statements.of('UPDATE call SET received_characters = ? WHERE id = ?').run(characters, id);
	}

	settle(id: CallId, end: CallEnd): void {
		if (!this.settleIfOpen(id, end)) throw new Error(`Call ${id} is not open.`);
	}

	settleIfOpen(id: CallId, end: CallEnd): boolean {
		const { usage, savings } = end;
		const { changes } = this.#statements
			.of(
				`UPDATE call SET state = ?, outcome = ?, fault = ?, cost_micro_usd = ?, cache_saving_micro_usd = ?, batch_saving_micro_usd = ?,
					input_tokens = ?, cache_read_tokens = ?, cache_write_tokens = ?, cache_write_hour_tokens = ?,
					output_tokens = ?, reasoning_tokens = ?, first_text_ms = ?, latency_ms = ?
				WHERE id = ? AND state = 'held'`,
			)
			.run(
				end.state,
				end.outcome,
				end.fault ?? null,
				end.cost,
				savings.cache,
				savings.batch,
				usage.inputTokens,
				usage.cacheReadTokens,
				usage.cacheWriteTokens,
				usage.cacheWriteHourTokens,
				usage.outputTokens,
				usage.reasoningTokens,
				end.firstTextMs ?? null,
				end.latencyMs,
				id,
			);
		return changes === 1;
	}

	openCalls(): readonly OpenCall[] {
		return this.#statements
			.of(
				`SELECT id, run, model, lane, owner, started_at AS startedAt, estimated_input_tokens AS estimatedInputTokens,
					received_characters AS receivedCharacters, held_micro_usd AS heldMicroUsd
				FROM call WHERE state = 'held'`,
			)
			.all() as unknown as OpenCall[];
	}

	totals(run?: RunId): LedgerTotals {
		return run === undefined ? this.#total('all', '') : this.#total('run', run);
	}

	committedSince(month: string): Committed {
		return this.#statements
			.of(
				`SELECT coalesce(sum(spent), 0) AS spent, coalesce(sum(held), 0) AS held
				FROM call_total WHERE dimension = 'day' AND key >= ?`,
			)
			.get(month) as unknown as Committed;
	}

	breakdown(key: BreakdownKey): readonly BreakdownRow[] {
		const rows = this.#statements
			.of(`SELECT key, ${totalColumns} FROM call_total WHERE dimension = ? AND calls > 0 ORDER BY spent DESC, key`)
			.all(key) as unknown as (TotalRow & { readonly key: string })[];
		return rows.map((row) => ({ key: keyOf(key, row.key), ...totalsOf(row) }));
	}

	latestCalls(key: BreakdownKey, value: BreakdownRow['key'], limit: number): readonly LedgerRow[] {
		// Ids are in the order in which calls were made.
		return this.#statements
			.of(`SELECT ${callColumns} FROM call WHERE ${key} IS ? ORDER BY id DESC LIMIT ?`)
			.all(value, limit)
			.map((row) => callOfRow(row as unknown as CallRow));
	}

	tokenMeasures(): readonly TokenMeasure[] {
		return this.#statements
			.of(
				`SELECT key AS model, measured_estimate AS estimated, measured_input AS reported
				FROM call_total WHERE dimension = 'model' AND measured_estimate > 0`,
			)
			.all() as unknown as TokenMeasure[];
	}

	*rows(): Generator<LedgerRow> {
		// A statement of its own: whoever reads slowly must not be disturbed by the next reader.
		const rows = this.#database.prepare(`SELECT ${callColumns} FROM call ORDER BY id`).iterate();
		for (const row of rows) yield callOfRow(row as unknown as CallRow);
	}

	#committedTo(scope: BudgetScope, { run, startedAt }: CallStart): Committed {
		switch (scope) {
			case 'novel':
				return this.#total('all', '');
			case 'run':
				return this.#total('run', run);
			case 'month':
				return this.committedSince(monthOf(startedAt));
		}
	}

	#total(dimension: string, key: string): LedgerTotals {
		const row = this.#statements
			.of(`SELECT ${totalColumns} FROM call_total WHERE dimension = ? AND key = ?`)
			.get(dimension, key);
		return totalsOf(row as unknown as TotalRow | undefined);
	}

	#insert(call: CallStart): void {
		this.#statements
			.of(
				`INSERT INTO call (id, run, node, stage, role, chapter, scene, model, lane, attempt, owner, state, outcome,
					estimated_input_tokens, held_micro_usd, price_source, price_snapshot, started_at, day)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'held', 'running', ?, ?, ?, ?, ?, ?)`,
			)
			.run(
				call.id,
				call.run,
				call.node,
				call.stage,
				call.role,
				call.chapter ?? null,
				call.scene ?? null,
				call.model,
				call.lane,
				call.attempt,
				call.owner,
				call.estimatedInputTokens,
				call.heldMicroUsd,
				call.priceSource,
				call.priceSnapshot,
				call.startedAt,
				dayOf(call.startedAt),
			);
	}
}

function keyOf(dimension: BreakdownKey, key: string): string | number | null {
	if (dimension !== 'chapter') return key;
	return key === '' ? null : Number(key);
}
