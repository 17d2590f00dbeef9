import type { RunId } from '../../base/ids.js';
import { endOf, type Span } from './span.js';

export type RunStrategy = 'sequential' | 'parallel' | 'batched' | 'dependency-aware';
export type RunContinuity = 'chained' | 'planned';

/** How a run was to be executed. */
export interface RunShape {
	readonly strategy: RunStrategy;
	readonly continuity: RunContinuity;
	/** Tasks at once. */
	readonly slots: number;
}

/** One piece of work of a run, as the graph had it. */
export interface RecordedNode {
	readonly id: string;
	readonly stage: string;
	readonly chapter?: number | undefined;
	readonly scene?: number | undefined;
	readonly dependencies: readonly string[];
}

/** What was set out to be done; a run has one for the plan of a book, and one for its chapters. */
export interface RecordedGraph {
	/** Milliseconds since the run began. */
	readonly atMs: number;
	readonly nodes: readonly RecordedNode[];
}

export interface RunSummary extends RunShape {
	readonly id: RunId;
	/** Milliseconds since the Unix epoch. */
	readonly startedAt: number;
	/** Undefined while it goes on, and for good when its process was killed. */
	readonly durationMs: number | undefined;
	readonly outcome: string | undefined;
}

export interface RecordedRun extends RunSummary {
	readonly graphs: readonly RecordedGraph[];
	/** By start. */
	readonly spans: readonly Span[];
}

/** How long a run took; of one that was killed, what is known of it. */
export function wallMs({ durationMs, spans, graphs }: RecordedRun): number {
	if (durationMs !== undefined) return durationMs;
	const ends = [...spans.map(endOf), ...graphs.map(({ atMs }) => atMs)];
	return ends.reduce((latest, one) => Math.max(latest, one), 0);
}
