import { modelStages, type ModelStageId, type StageId } from '../pipeline/stages.js';
import type { CriticalPath, PathStep } from './criticalPath.js';
import type { RecordedRun } from './recordedRun.js';
import type { RecordedTask } from './recordedTask.js';
import { isOfKind, type GraphWith, type Rescheduling } from './rescheduling.js';
import { leastGain } from './recommendations.js';
import type { EdgeKind, WhatIf } from './runChange.js';

/** A node of the graph, as a person knows it. */
export interface NodePlace {
	readonly node: string;
	readonly stage: string;
	readonly chapter: number | undefined;
	readonly scene: number | undefined;
}

/** Work that was done one after another, what keeps it from being done side by side, and what that costs. */
export interface Parallelization {
	readonly kind: EdgeKind;
	/** The dependency of the kind that held the run up longest: `waiting` could not begin before `needed` was done. */
	readonly waiting: NodePlace;
	readonly needed: NodePlace;
	/** Dependencies of the kind on the critical path. */
	readonly times: number;
	/** What the run would have come to without them. */
	readonly without: WhatIf;
	/** The setting that takes such dependencies away, with what it would have come to; undefined where there is none. */
	readonly remedy: WhatIf | undefined;
}

/**
 * Names the dependencies of the critical path that could be done without, most gained first. One that a stage lives on,
 * such as the plan that a scene is drafted from, is none of them.
 */
export function parallelizations(
	run: RecordedRun,
	path: CriticalPath,
	rescheduling: Rescheduling,
	graphWith?: GraphWith,
): readonly Parallelization[] {
	const edges = path.steps.filter(isDispensable);
	return [...Map.groupBy(edges, (step) => keyOf(kindOf(step))).values()]
		.flatMap((group) => suggestion(run, group, rescheduling, graphWith))
		.filter(({ without, remedy }) => Math.max(without.gain, remedy?.gain ?? 0) >= leastGain)
		.sort((a, b) => gainOf(b) - gainOf(a));
}

interface Edge extends PathStep {
	readonly after: RecordedTask;
}

function isDispensable(step: PathStep): step is Edge {
	const { task, after, link } = step;
	if (link !== 'dependency' || after === undefined) return false;
	if (after.chapter !== task.chapter) return true;
	const stage = modelStages[task.stage as ModelStageId] as (typeof modelStages)[ModelStageId] | undefined;
	return stage !== undefined && !stage.inputs.includes(after.stage as StageId);
}

/** What one chapter waits for of another is one thing; within a chapter, each pair of stages is. */
function kindOf({ task, after }: Edge): EdgeKind {
	const acrossChapters = task.chapter !== after.chapter;
	return acrossChapters ? { to: task.stage, acrossChapters } : { to: task.stage, from: after.stage, acrossChapters };
}

function suggestion(
	run: RecordedRun,
	group: readonly Edge[],
	rescheduling: Rescheduling,
	graphWith: GraphWith | undefined,
): readonly Parallelization[] {
	const longest = group.toSorted((a, b) => lengthOf(b.after) - lengthOf(a.after))[0];
	if (longest === undefined) return [];
	const kind = kindOf(longest);
	return [
		{
			kind,
			waiting: placeOf(longest.task),
			needed: placeOf(longest.after),
			times: group.length,
			without: rescheduling.predict({ without: kind }),
			remedy: isTakenAwayByPlanning(run, longest, kind, graphWith)
				? rescheduling.predict({ continuity: 'planned' })
				: undefined,
		},
	];
}

/** Whether the edge is gone, or waits for something that is done sooner, where continuity is planned. */
function isTakenAwayByPlanning(
	run: RecordedRun,
	{ task, after }: Edge,
	kind: EdgeKind,
	graphWith?: GraphWith,
): boolean {
	if (run.continuity === 'planned') return false;
	const nodes = run.graphs[task.graph]?.nodes ?? [];
	const planned = graphWith?.(nodes, 'planned');
	const own = planned?.find(({ id }) => id === task.id);
	return own !== undefined && !own.dependencies.includes(after.id) && isOfKind(after, task, kind);
}

function gainOf({ without, remedy }: Parallelization): number {
	return Math.max(without.gain, remedy?.gain ?? 0);
}

function lengthOf({ startMs, endMs }: RecordedTask): number {
	return endMs - startMs;
}

export function placeOf({ id, stage, chapter, scene }: RecordedTask): NodePlace {
	return { node: id, stage, chapter, scene };
}

function keyOf({ to, from, acrossChapters }: EdgeKind): string {
	return `${to} ${from ?? ''} ${acrossChapters}`;
}
