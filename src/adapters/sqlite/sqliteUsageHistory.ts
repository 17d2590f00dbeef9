import type { DatabaseSync } from 'node:sqlite';
import type { NodeUsage, StageHistory, UsageHistory } from '../../core/cost/usageHistory.js';
import { Statements } from './statements.js';

/** Older calls say less about the next, and reading them all would take too long. */
const latestCalls = 300;

export class SqliteUsageHistory implements UsageHistory {
	readonly #statements: Statements;

	constructor(database: DatabaseSync) {
		this.#statements = new Statements(database);
	}

	stages(): readonly StageHistory[] {
		const stages = this.#statements
			.of("SELECT key FROM call_total WHERE dimension = 'stage'")
			.all()
			.map(({ key }) => String(key));
		return stages.flatMap((stage) => this.#historyOf(stage));
	}

	usageSince(since: number, nodes: readonly { readonly node: string; readonly model: string }[]): readonly NodeUsage[] {
		const usage = this.#statements.of(
			`SELECT node, sum(cost_micro_usd) AS microUsd, sum(outcome = 'ok') AS calls,
				sum(iif(outcome = 'ok', estimated_input_tokens, 0)) AS estimatedInputTokens
			FROM call WHERE node = ? AND model = ? AND started_at >= ? GROUP BY node HAVING calls > 0`,
		);
		return nodes.flatMap(
			({ node, model }) => (usage.get(node, model, since) as unknown as NodeUsage | undefined) ?? [],
		);
	}

	#historyOf(stage: string): readonly StageHistory[] {
		return this.#statements
			.of(
				`WITH latest AS (
					SELECT * FROM call WHERE stage = ?1 AND state <> 'held' ORDER BY started_at DESC LIMIT ${latestCalls}
				), node_usage AS (
					SELECT model, run, node, count(*) AS calls, sum(input_tokens) AS input, sum(cache_read_tokens) AS read,
						sum(cache_write_tokens) AS written, sum(output_tokens) AS output, sum(latency_ms) AS latency
					FROM latest WHERE outcome = 'ok' GROUP BY model, run, node
				)
				SELECT ?1 AS stage, model, count(*) AS nodes, sum(calls) AS calls, sum(input) AS inputTokens,
					sum(read) AS cacheReadTokens, sum(written) AS cacheWriteTokens, sum(output) AS outputTokens,
					sum(output * output) AS squaredOutputTokens, sum(latency) AS latencyMs
				FROM node_usage GROUP BY model`,
			)
			.all(stage)
			.map((row) => ({ ...row }) as unknown as StageHistory);
	}
}
