import type { DatabaseSync } from 'node:sqlite';
import type { CallAverage, CostEvidence, ModelEvidence } from '../../core/cost/costEvidence.js';
import { Statements } from './statements.js';

/** A call's turn is counted among those of its model for its node in its run. One without tokens never reached a model. */
const evidenceSql = `
	WITH counted AS (
		SELECT model, stage, role, attempt, outcome, cost_micro_usd AS cost,
			row_number() OVER (PARTITION BY model, stage, run, node ORDER BY id) AS turn
		FROM call
		WHERE outcome = 'ok' OR (outcome = 'failed' AND input_tokens + output_tokens > 0)
	)
	SELECT model, stage, role, count(*) AS calls, sum(outcome = 'failed') AS failed,
		sum(attempt > 1 OR turn > 1) AS repeated, sum(turn = 1) AS nodes, sum(cost) AS cost
	FROM counted GROUP BY model, stage, role ORDER BY model, stage, role`;

/** Nodes are `chapter:3/continuity_audit` and `chapter:3/scene:1/scene_drafting`. */
const findingsSql = `
	WITH result AS (
		SELECT substr(node, 9, instr(node, '/') - 9) AS chapter, node, model, output,
			row_number() OVER (PARTITION BY node ORDER BY recorded_at DESC, rowid DESC) AS age
		FROM stage_result
		WHERE node LIKE 'chapter:%/continuity\\_audit' ESCAPE '\\' OR node LIKE 'chapter:%/scene\\_drafting' ESCAPE '\\'
	),
	audit AS (
		SELECT chapter, CASE WHEN json_valid(output) THEN json_array_length(output, '$.findings') END AS findings
		FROM result WHERE age = 1 AND node LIKE '%audit'
	),
	share AS (
		SELECT chapter, model, count(*) AS scenes, sum(count(*)) OVER (PARTITION BY chapter) AS allScenes
		FROM result WHERE age = 1 AND node LIKE '%drafting' GROUP BY chapter, model
	)
	SELECT model, sum(findings * 1.0 * scenes / allScenes) AS findings
	FROM share JOIN audit USING (chapter) WHERE findings IS NOT NULL GROUP BY model`;

const averagesSql = `
	SELECT model, stage, role, count(*) AS calls, avg(estimated_input_tokens) AS input, avg(output_tokens) AS output,
		state <> 'estimated' AS isReported
	FROM call WHERE outcome = 'ok' GROUP BY model, stage, role, isReported ORDER BY model, stage, role, isReported`;

type EvidenceRow = Omit<ModelEvidence, 'findings'>;
type AverageRow = Omit<CallAverage, 'isReported'> & { readonly isReported: number };

/** Reads all calls at each question, so it is for when a person asks. */
export class SqliteEvidence implements CostEvidence {
	readonly #statements: Statements;

	constructor(database: DatabaseSync) {
		this.#statements = new Statements(database);
	}

	modelEvidence(): readonly ModelEvidence[] {
		const rows = this.#statements.of(evidenceSql).all() as unknown as EvidenceRow[];
		const findings = this.#findings();
		return rows.map((row) => ({
			...row,
			findings: row.stage === 'scene_drafting' ? findings.get(row.model) : undefined,
		}));
	}

	callAverages(): readonly CallAverage[] {
		const rows = this.#statements.of(averagesSql).all() as unknown as AverageRow[];
		return rows.map((row) => ({ ...row, isReported: row.isReported === 1 }));
	}

	#findings(): ReadonlyMap<string, number> {
		const rows = this.#statements.of(findingsSql).all() as unknown as { model: string; findings: number }[];
		return new Map(rows.map(({ model, findings }) => [model, findings]));
	}
}
