import type { ModelEvidence } from './costEvidence.js';
import type { EvidenceTold } from './recommendationReasons.js';

export interface EvidenceSum {
	readonly calls: number;
	/** At least one, and never more than calls. */
	readonly nodes: number;
	readonly told: EvidenceTold;
}

/**
 * What is known of a model in a stage, or in all stages of a role; undefined when it was never called for it.
 * Findings are a dollar of what the calls cost that they are counted for.
 */
export function evidenceFor(
	model: string,
	stageOrRole: string,
	evidence: readonly ModelEvidence[],
): EvidenceSum | undefined {
	const rows = evidence.filter(
		(row) => row.model === model && (row.stage === stageOrRole || row.role === stageOrRole) && row.calls > 0,
	);
	if (rows.length === 0) return undefined;
	const sum = (of: (row: ModelEvidence) => number): number => rows.reduce((total, row) => total + of(row), 0);
	const calls = sum((row) => row.calls);
	return {
		calls,
		nodes: Math.min(
			calls,
			Math.max(
				1,
				sum((row) => row.nodes),
			),
		),
		told: {
			calls,
			failedShare: sum((row) => row.failed) / calls,
			repeatedShare: sum((row) => row.repeated) / calls,
			findingsPerDollar: findingsPerDollar(rows),
		},
	};
}

function findingsPerDollar(rows: readonly ModelEvidence[]): number | undefined {
	const audited = rows.filter(({ findings }) => findings !== undefined);
	const dollars = audited.reduce((sum, { cost }) => sum + cost, 0) / 1_000_000;
	// A model that costs nothing has no findings a dollar.
	if (dollars === 0) return undefined;
	return audited.reduce((sum, { findings = 0 }) => sum + findings, 0) / dollars;
}
