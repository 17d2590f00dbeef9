import { criticalPath, type CriticalPath } from './criticalPath.js';
import { placeOf, type NodePlace } from './parallelization.js';
import { wallMs, type RecordedRun, type RunSummary } from './recordedRun.js';
import { recordedTasks, type RecordedTask } from './recordedTask.js';
import type { Span, SpanOutcome } from './span.js';

/** A piece of work on the run's timeline; times in milliseconds since the run began. */
export interface TimelineRow extends NodePlace {
	/** From 0; undefined where it is not known. */
	readonly slot: number | undefined;
	/** When all that it depends on was done. */
	readonly readyMs: number;
	readonly startMs: number;
	readonly durationMs: number;
	readonly attempts: number;
	/** `running` for what has not ended. */
	readonly outcome: SpanOutcome | 'running';
	readonly model: string | undefined;
	readonly onCriticalPath: boolean;
}

/** What was done when in a run, also in one that goes on. */
export interface RunTimeline {
	readonly run: RunSummary;
	/** Up to what is known. */
	readonly wallMs: number;
	/** By start. */
	readonly rows: readonly TimelineRow[];
}

/** @param open tries that are going on, as long as they have taken so far */
export function runTimeline(recorded: RecordedRun, open: readonly Span[] = []): RunTimeline {
	const { graphs: _, spans, ...run } = recorded;
	const soFar = { ...recorded, spans: [...spans, ...open] };
	const tasks = recordedTasks(soFar);
	return { run, wallMs: wallMs(soFar), rows: timelineRows(tasks, criticalPath(soFar, tasks), new Set(open)) };
}

/** @param open of the spans, those that have not ended */
export function timelineRows(
	tasks: readonly RecordedTask[],
	{ steps }: CriticalPath,
	open: ReadonlySet<Span> = new Set(),
): readonly TimelineRow[] {
	const onPath = new Set(steps.map(({ task }) => task));
	return tasks.map((task) => {
		const last = task.attempts.at(-1) ?? task.attempts[0];
		return {
			...placeOf(task),
			slot: last.slot,
			readyMs: task.readyMs,
			startMs: task.startMs,
			durationMs: task.endMs - task.startMs,
			attempts: task.attempts.length,
			outcome: open.has(last) ? 'running' : last.outcome,
			model: last.model,
			onCriticalPath: onPath.has(task),
		};
	});
}
