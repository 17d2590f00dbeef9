import type { DatabaseSync } from 'node:sqlite';
import type { CallId, RunId } from '../../base/ids.js';
import { judgeSpend, type SpendVerdict } from '../../core/cost/budget.js';
import type {
	BreakdownKey,
	BreakdownRow,
	CallEnd,
	CallStart,
	Ledger,
	LedgerTotals,
	OpenCall,
} from '../../core/cost/ledger.js';
import { microUsd, type MicroUsd } from '../../core/cost/money.js';
import type { Usage } from '../../core/models/languageModel.js';
import { inTransaction } from './database.js';

const sums = `
	count(*) AS calls,
	coalesce(sum(cost_micro_usd), 0) AS spent,
	coalesce(sum(CASE state WHEN 'held' THEN held_micro_usd END), 0) AS held,
	coalesce(sum(input_tokens), 0) AS inputTokens,
	coalesce(sum(cache_read_tokens), 0) AS cacheReadTokens,
	coalesce(sum(cache_write_tokens), 0) AS cacheWriteTokens,
	coalesce(sum(output_tokens), 0) AS outputTokens,
	coalesce(sum(reasoning_tokens), 0) AS reasoningTokens`;

type SumRow = Usage & { readonly calls: number; readonly spent: MicroUsd; readonly held: MicroUsd };

export class SqliteLedger implements Ledger {
	readonly #database: DatabaseSync;

	constructor(database: DatabaseSync) {
		this.#database = database;
	}

	hold(call: CallStart, limit: MicroUsd): SpendVerdict {
		return inTransaction(this.#database, () => {
			const { spent, held } = this.#sums('');
			const verdict = judgeSpend(limit, microUsd(spent + held), call.heldMicroUsd);
			if (verdict.kind === 'allowed') this.#insert(call);
			return verdict;
		});
	}

	received(id: CallId, characters: number): void {
		this.#database.prepare('UPDATE call SET received_characters = ? WHERE id = ?').run(characters, id);
	}

	settle(id: CallId, end: CallEnd): void {
		if (!this.settleIfOpen(id, end)) throw new Error(`Call ${id} is not open.`);
	}

	settleIfOpen(id: CallId, end: CallEnd): boolean {
		const { usage } = end;
		const { changes } = this.#database
			.prepare(
				`UPDATE call SET state = ?, outcome = ?, fault = ?, cost_micro_usd = ?, input_tokens = ?, cache_read_tokens = ?, cache_write_tokens = ?,
					output_tokens = ?, reasoning_tokens = ?, first_text_ms = ?, latency_ms = ?
				WHERE id = ? AND state = 'held'`,
			)
			.run(
				end.state,
				end.outcome,
				end.fault ?? null,
				end.cost,
				usage.inputTokens,
				usage.cacheReadTokens,
				usage.cacheWriteTokens,
				usage.outputTokens,
				usage.reasoningTokens,
				end.firstTextMs ?? null,
				end.latencyMs,
				id,
			);
		return changes === 1;
	}

	openCalls(): readonly OpenCall[] {
		return this.#database
			.prepare(
				`SELECT id, model, owner, started_at AS startedAt, estimated_input_tokens AS estimatedInputTokens,
					received_characters AS receivedCharacters, held_micro_usd AS heldMicroUsd
				FROM call WHERE state = 'held'`,
			)
			.all() as unknown as OpenCall[];
	}

	totals(run?: RunId): LedgerTotals {
		const row = run === undefined ? this.#sums('') : this.#sums('WHERE run = ?', run);
		return { spent: row.spent, held: row.held, calls: row.calls, usage: usageOf(row) };
	}

	breakdown(key: BreakdownKey): readonly BreakdownRow[] {
		const rows = this.#database
			.prepare(`SELECT ${key} AS key, ${sums} FROM call GROUP BY ${key} ORDER BY spent DESC, key`)
			.all();
		return (rows as unknown as (SumRow & { key: string | number | null })[]).map((row) => ({
			key: row.key,
			spent: row.spent,
			calls: row.calls,
			usage: usageOf(row),
		}));
	}

	#sums(where: string, ...parameters: string[]): SumRow {
		return this.#database.prepare(`SELECT ${sums} FROM call ${where}`).get(...parameters) as unknown as SumRow;
	}

	#insert(call: CallStart): void {
		this.#database
			.prepare(
				`INSERT INTO call (id, run, node, stage, role, chapter, scene, model, attempt, owner, state, outcome, estimated_input_tokens,
					held_micro_usd, price_source, price_snapshot, started_at)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'held', 'running', ?, ?, ?, ?, ?)`,
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
				call.attempt,
				call.owner,
				call.estimatedInputTokens,
				call.heldMicroUsd,
				call.priceSource,
				call.priceSnapshot,
				call.startedAt,
			);
	}
}

function usageOf(row: SumRow): Usage {
	const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, reasoningTokens } = row;
	return { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, reasoningTokens };
}
