import type { CriticalPath, PathSegment, ProviderWait } from './criticalPath.js';

export type Severity = 'low' | 'medium' | 'high' | 'critical';

/** What held a run up. */
export interface Bottleneck {
	/** `stage`: its work; else what the tasks of the critical path waited for. */
	readonly kind: 'stage' | 'retry' | ProviderWait;
	/** Undefined for waits. */
	readonly stage: string | undefined;
	/** On the critical path. */
	readonly ms: number;
	/** Of the critical path, which is as long as the run: 0 to 1. */
	readonly share: number;
	/** Tasks of the critical path that it is made of. */
	readonly tasks: number;
	readonly severity: Severity;
}

/** Shares of the critical path from which on a bottleneck is of a severity; below all of them it is low. */
export const severityShares: Readonly<Record<Exclude<Severity, 'low'>, number>> = {
	critical: 0.5,
	high: 0.25,
	medium: 0.1,
};

/** What takes less of the critical path than this is no bottleneck. */
export const defaultMinShare = 0.05;

/** @param minShare of the critical path, 0 to 1; largest first */
export function bottlenecksOf({ segments }: CriticalPath, minShare = defaultMinShare): readonly Bottleneck[] {
	const wall = segments.at(-1)?.endMs ?? 0;
	const groups = Map.groupBy(segments, keyOf);
	return [...groups.values()]
		.flatMap((group) => {
			const ms = group.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
			const [first] = group;
			if (first === undefined || first.use === 'between') return [];
			const share = ms / wall;
			const tasks = new Set(group.map(({ task }) => task)).size;
			const kind = first.use === 'work' ? 'stage' : first.use;
			const stage = first.use === 'work' ? first.task?.stage : undefined;
			return [{ kind, stage, ms, share, tasks, severity: severityOf(share) } as const];
		})
		.filter(({ share }) => share >= minShare)
		.sort((a, b) => b.ms - a.ms);
}

export function severityOf(share: number): Severity {
	if (share >= severityShares.critical) return 'critical';
	if (share >= severityShares.high) return 'high';
	return share >= severityShares.medium ? 'medium' : 'low';
}

function keyOf({ use, task }: PathSegment): string {
	return use === 'work' ? `work ${task?.stage ?? ''}` : use;
}
