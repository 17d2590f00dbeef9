import { bottlenecksOf, defaultMinShare, type Bottleneck } from './bottlenecks.js';
import {
	criticalPath,
	providerWait,
	type ProviderWait,
	type CriticalPath,
	type PathLink,
	type PathUse,
} from './criticalPath.js';
import { parallelizations, placeOf, type NodePlace, type Parallelization } from './parallelization.js';
import { recommendationsOf, whatIfs } from './recommendations.js';
import { wallMs, type RecordedRun, type RunSummary } from './recordedRun.js';
import { recordedTasks, type RecordedTask } from './recordedTask.js';
import { Rescheduling, type Baseline, type GraphWith } from './rescheduling.js';
import type { WhatIf } from './runChange.js';
import { slotWaitMs } from './slotWait.js';
import { spanStatistics, type SpanStatistics } from './spanStatistics.js';
import { timelineRows, type TimelineRow } from './timeline.js';
import { usedTime, type UsedTime } from './timeUse.js';

/** A stretch of the critical path; they cover the run without a gap. */
export interface PathRow extends Partial<NodePlace> {
	readonly use: PathUse;
	readonly startMs: number;
	readonly endMs: number;
	/** Why its task began no earlier. */
	readonly link: PathLink | undefined;
}

/** The work of one stage on the critical path. */
export interface PathStage {
	readonly stage: string;
	readonly tasks: number;
	readonly ms: number;
	/** Of the wall time, 0 to 1. */
	readonly share: number;
}

/** What tasks waited for though they were ready, in milliseconds: of all tasks together, and of those on the critical path. */
export interface Waits {
	readonly slots: WaitSum;
	readonly rateLimits: WaitSum;
	/** For providers to come back after failures. */
	readonly providers: WaitSum;
	readonly retries: WaitSum;
}

export interface WaitSum {
	readonly totalMs: number;
	readonly onPathMs: number;
}

/** Everything that is known of where a run's time went, as one value. */
export interface RunProfile {
	readonly run: RunSummary;
	/** Up to what is known, of a run that was killed. */
	readonly wallMs: number;
	readonly usedTime: readonly UsedTime[];
	/** By start. */
	readonly timeline: readonly TimelineRow[];
	/** By time. */
	readonly criticalPath: readonly PathRow[];
	/** Most first. */
	readonly pathStages: readonly PathStage[];
	readonly bottlenecks: readonly Bottleneck[];
	/** Most gained first. */
	readonly whatIfs: readonly WhatIf[];
	/** Of the what-ifs, those that gain something. */
	readonly recommendations: readonly WhatIf[];
	readonly parallelizations: readonly Parallelization[];
	readonly waits: Waits;
	readonly statistics: readonly SpanStatistics[];
	/** How far a what-if can be trusted. */
	readonly baseline: Baseline;
}

export interface ProfileOptions {
	/** Of the critical path, below which nothing is a bottleneck; 0 to 1. */
	readonly minShare?: number | undefined;
	readonly graphWith?: GraphWith | undefined;
}

export function runProfile(run: RecordedRun, { minShare = defaultMinShare, graphWith }: ProfileOptions): RunProfile {
	const { graphs: _, spans, ...summary } = run;
	const tasks = recordedTasks(run);
	const path = criticalPath(run, tasks);
	const rescheduling = new Rescheduling(run, graphWith, tasks);
	const all = whatIfs(run, path, rescheduling);
	return {
		run: summary,
		wallMs: wallMs(run),
		usedTime: usedTime(path.segments, spans),
		timeline: timelineRows(tasks, path),
		criticalPath: pathRows(path),
		pathStages: pathStages(path),
		bottlenecks: bottlenecksOf(path, minShare),
		whatIfs: all,
		recommendations: recommendationsOf(all),
		parallelizations: parallelizations(run, path, rescheduling, graphWith),
		waits: waitsOf(run, tasks, path),
		statistics: spanStatistics(spans.filter(({ type }) => type !== 'run')),
		baseline: rescheduling.baseline,
	};
}

function pathRows({ segments, steps }: CriticalPath): readonly PathRow[] {
	const links = new Map(steps.map(({ task, link }) => [task, link]));
	return segments.map(({ use, startMs, endMs, task }) => ({
		...(task === undefined ? {} : placeOf(task)),
		use,
		startMs,
		endMs,
		link: task === undefined ? undefined : links.get(task),
	}));
}

function pathStages({ segments }: CriticalPath): readonly PathStage[] {
	const wall = segments.at(-1)?.endMs ?? 0;
	const work = segments.filter(({ use }) => use === 'work');
	return Array.from(
		Map.groupBy(work, ({ task }) => task?.stage ?? ''),
		([stage, own]) => {
			const ms = own.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
			return { stage, tasks: new Set(own.map(({ task }) => task)).size, ms, share: ms / wall };
		},
	).sort((a, b) => b.ms - a.ms);
}

function waitsOf(run: RecordedRun, tasks: readonly RecordedTask[], { segments, steps }: CriticalPath): Waits {
	const onPath = (use: PathUse): number =>
		segments.filter((one) => one.use === use).reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
	const total = (of: (task: RecordedTask) => number): number => tasks.reduce((sum, task) => sum + of(task), 0);
	const waited =
		(use: ProviderWait) =>
		({ waits }: RecordedTask): number =>
			waits.filter((one) => providerWait(one) === use).reduce((sum, { durationMs }) => sum + durationMs, 0);
	const backoff = ({ attempts }: RecordedTask): number =>
		attempts.reduce((sum, { backoffMs = 0 }) => sum + backoffMs, 0);
	return {
		slots: {
			totalMs: total((task) => slotWaitMs(run, tasks, task)),
			onPathMs: steps.reduce((sum, { slotMs }) => sum + slotMs, 0),
		},
		rateLimits: { totalMs: total(waited('rate-limit')), onPathMs: onPath('rate-limit') },
		providers: { totalMs: total(waited('provider-away')), onPathMs: onPath('provider-away') },
		retries: { totalMs: total(backoff), onPathMs: onPath('retry') },
	};
}
