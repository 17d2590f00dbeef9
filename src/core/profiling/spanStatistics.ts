import type { OperationType, Span } from './span.js';

/** How long operations of one type and stage took, in milliseconds. */
export interface SpanStatistics {
	readonly type: OperationType;
	/** Of the novel's pipeline; undefined for what belongs to none. */
	readonly stage: string | undefined;
	readonly count: number;
	readonly failed: number;
	readonly totalMs: number;
	readonly meanMs: number;
	readonly p50Ms: number;
	readonly p90Ms: number;
	readonly p99Ms: number;
	readonly maxMs: number;
}

/** One for each type and stage, those that took longest together first. */
export function spanStatistics(spans: readonly Span[]): readonly SpanStatistics[] {
	return [...Map.groupBy(spans, ({ type, stage }) => `${type} ${stage ?? ''}`).values()]
		.flatMap((group) => (group[0] === undefined ? [] : [statisticsOf(group[0], group)]))
		.sort((a, b) => b.totalMs - a.totalMs);
}

function statisticsOf({ type, stage }: Span, group: readonly Span[]): SpanStatistics {
	const sorted = group.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
	const totalMs = sorted.reduce((sum, one) => sum + one, 0);
	return {
		type,
		stage,
		count: group.length,
		failed: group.filter(({ outcome }) => outcome === 'failed').length,
		totalMs,
		meanMs: totalMs / group.length,
		p50Ms: percentile(sorted, 0.5),
		p90Ms: percentile(sorted, 0.9),
		p99Ms: percentile(sorted, 0.99),
		maxMs: percentile(sorted, 1),
	};
}

/** The least value that at least `share` of all do not exceed (nearest rank); 0 of none. */
export function percentile(sorted: readonly number[], share: number): number {
	return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
