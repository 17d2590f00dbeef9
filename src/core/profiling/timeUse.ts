import type { PathSegment, ProviderWait } from './criticalPath.js';
import { endOf, type Span } from './span.js';

/**
 * What the time of a run went into: waiting for a model's first word, or for the rest of its reply; memory, context and
 * store; computing; pauses before another try; rate limits, and
 * providers that are away; and what lies between the tasks.
 */
export type TimeUse =
	'first-text' | 'writing' | 'memory' | 'context' | 'store' | 'computing' | 'retry' | ProviderWait | 'between';

export interface UsedTime {
	readonly use: TimeUse;
	readonly ms: number;
	/** Of the wall time, 0 to 1. */
	readonly share: number;
}

/** Where the wall time went, most first; sums up to it. */
export function usedTime(segments: readonly PathSegment[], spans: readonly Span[]): readonly UsedTime[] {
	const children = Map.groupBy(
		spans.filter(({ type }) => type !== 'wait'),
		({ parent }) => parent,
	);
	const sums = new Map<TimeUse, number>();
	const add = (use: TimeUse, ms: number): void => void sums.set(use, (sums.get(use) ?? 0) + ms);
	for (const { use, startMs, endMs, attempt } of segments) {
		if (use !== 'work') add(use, endMs - startMs);
		else addWork(startMs, endMs, attempt === undefined ? [] : (children.get(attempt.id) ?? []), add);
	}
	const wall = segments.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
	return Array.from(sums, ([use, ms]) => ({ use, ms, share: wall === 0 ? 0 : ms / wall }))
		.filter(({ ms }) => ms > 0)
		.sort((a, b) => b.ms - a.ms);
}

/** What two operations of a task share counts for the one that began first. */
function addWork(
	fromMs: number,
	toMs: number,
	children: readonly Span[],
	add: (use: TimeUse, ms: number) => void,
): void {
	let cursor = fromMs;
	const until = (use: TimeUse, ms: number): void => {
		const end = Math.min(toMs, ms);
		if (end <= cursor) return;
		add(use, end - cursor);
		cursor = end;
	};
	for (const child of children.toSorted((a, b) => a.startMs - b.startMs)) {
		until('computing', child.startMs);
		if (child.type === 'model-call') {
			until('first-text', child.startMs + (child.firstTextMs ?? child.durationMs));
			until('writing', endOf(child));
		} else until(useOf(child), endOf(child));
	}
	until('computing', toMs);
}

function useOf({ type }: Span): TimeUse {
	return type === 'memory' || type === 'context' || type === 'store' ? type : 'computing';
}
