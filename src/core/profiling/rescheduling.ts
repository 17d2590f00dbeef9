import { makespan, type ScheduledTask } from '../execution/schedule.js';
import { providerWait } from './criticalPath.js';
import { wallMs, type RecordedNode, type RecordedRun, type RunContinuity, type RunStrategy } from './recordedRun.js';
import { recordedTasks, type RecordedTask } from './recordedTask.js';
import type { EdgeKind, RunChange, WhatIf } from './runChange.js';
import { percentile } from './spanStatistics.js';
import { endOf, type Span } from './span.js';

/** The graph of the same chapters with another continuity; undefined for one that has none, such as the plan of a book. */
export type GraphWith = (
	nodes: readonly RecordedNode[],
	continuity: RunContinuity,
) => readonly RecordedNode[] | undefined;

/** How well scheduling the recorded tasks again reproduces how the run went. */
export interface Baseline {
	readonly recordedMs: number;
	readonly rescheduledMs: number;
	/** Rescheduled ÷ recorded − 1, before it is calibrated away. */
	readonly error: number;
}

/** A graph of the run, and what scheduling it again is off by. */
interface Part {
	readonly nodes: readonly RecordedNode[];
	/** What was begun of them. */
	readonly tasks: ReadonlyMap<string, RecordedTask>;
	readonly recordedMs: number;
	readonly rescheduledMs: number;
}

/** Stages that a run leaves out when its audits go into a batch. */
const batchedStages: ReadonlySet<string> = new Set(['continuity_audit', 'continuity_fix', 'voice_pass']);

/**
 * Schedules what was recorded again, as the executor does it (list scheduling, those with the longest way to the end
 * first), with something changed. What the tasks of a graph took is kept, and so is the time outside of the graphs; how
 * far the schedule of the run as it was is off is taken out of every prediction as a factor.
 */
export class Rescheduling {
	readonly baseline: Baseline;
	readonly #run: RecordedRun;
	readonly #graphWith: GraphWith | undefined;
	readonly #parts: readonly Part[];
	readonly #modelMs: ReadonlyMap<number, number>;
	/** Outside of the graphs. */
	readonly #otherMs: number;

	constructor(run: RecordedRun, graphWith?: GraphWith, tasks: readonly RecordedTask[] = recordedTasks(run)) {
		this.#run = run;
		this.#graphWith = graphWith;
		this.#modelMs = modelTime(run.spans);
		this.#parts = run.graphs.map(({ nodes, atMs }, graph) => {
			const own = tasks.filter((task) => task.graph === graph);
			const begun = new Map(own.map((task) => [task.id, task]));
			const recordedMs = own.reduce((latest, { endMs }) => Math.max(latest, endMs - atMs), 0);
			const part = { nodes, tasks: begun, recordedMs, rescheduledMs: 0 };
			return { ...part, rescheduledMs: this.#lengthOf(part, {}) };
		});
		const recordedMs = wallMs(run);
		const inGraphs = sum(this.#parts.map((part) => part.recordedMs));
		this.#otherMs = Math.max(0, recordedMs - inGraphs);
		const rescheduledMs = this.#otherMs + sum(this.#parts.map((part) => part.rescheduledMs));
		this.baseline = { recordedMs, rescheduledMs, error: recordedMs === 0 ? 0 : rescheduledMs / recordedMs - 1 };
	}

	predict(change: RunChange): WhatIf {
		const { recordedMs } = this.baseline;
		const predictedMs = this.#otherMs + sum(this.#parts.map((part) => calibrated(part, this.#lengthOf(part, change))));
		const savedMs = recordedMs - predictedMs;
		return { change, predictedMs, savedMs, gain: recordedMs === 0 ? 0 : savedMs / recordedMs };
	}

	/** Whether the graph of the run is known with another continuity. */
	hasOther(continuity: RunContinuity): boolean {
		return this.#parts.some(({ nodes }) => this.#graphWith?.(nodes, continuity) !== undefined);
	}

	#lengthOf(part: Part, change: RunChange): number {
		const { slots = this.#run.slots, strategy = this.#run.strategy, without } = change;
		const nodes = this.#nodesOf(part, change);
		const usual = usualDurations(part, (task) => this.#durationOf(task, change));
		const scheduled = nodes.map((node): ScheduledTask => {
			const task = part.tasks.get(node.id);
			const durationMs = task === undefined ? (usual(node.stage) ?? 0) : this.#durationOf(task, change);
			return {
				id: node.id,
				durationMs,
				dependencies: without === undefined ? node.dependencies : kept(node, nodes, without),
			};
		});
		return lengthOf(scheduled, slots, strategy);
	}

	/** Without what the run did not come to. */
	#nodesOf({ nodes, tasks }: Part, { continuity, batchedAudits }: RunChange): readonly RecordedNode[] {
		const other = continuity === undefined || continuity === this.#run.continuity ? undefined : continuity;
		const changed = (other === undefined ? undefined : this.#graphWith?.(nodes, other)) ?? nodes;
		const missed = new Set(nodes.map(({ id }) => id).filter((id) => !tasks.has(id)));
		return changed.filter(({ id, stage }) => !missed.has(id) && !(batchedAudits && batchedStages.has(stage)));
	}

	/** From the first try to the end of the last. */
	#durationOf({ stage, attempts, startMs, endMs, waits }: RecordedTask, change: RunChange): number {
		const { faster = {}, unlimitedRates, noRetries } = change;
		const counted = noRetries ? [attempts.at(-1) ?? attempts[0]] : attempts;
		const whole = noRetries ? sum(counted.map(({ durationMs }) => durationMs)) : endMs - startMs;
		const ids = new Set(counted.map(({ id }) => id));
		const limits = waits.filter(({ parent }) => parent !== undefined && ids.has(parent)).filter(isRateLimit);
		const limitedMs = unlimitedRates ? sum(limits.map(({ durationMs }) => durationMs)) : 0;
		const askedMs = sum(counted.map(({ id }) => this.#modelMs.get(id) ?? 0));
		return Math.max(0, whole - limitedMs - askedMs * (1 - 1 / (faster[stage] ?? 1)));
	}
}

function isRateLimit(wait: Span): boolean {
	return providerWait(wait) === 'rate-limit';
}

function calibrated({ recordedMs, rescheduledMs }: Part, ms: number): number {
	return rescheduledMs === 0 ? recordedMs : (ms * recordedMs) / rescheduledMs;
}

/** Milliseconds of model calls by the try that made them; they do not overlap. */
function modelTime(spans: readonly Span[]): ReadonlyMap<number, number> {
	const times = new Map<number, number>();
	const ends = new Map<number, number>();
	for (const span of spans.toSorted((a, b) => a.startMs - b.startMs)) {
		if (span.type !== 'model-call' || span.parent === undefined) continue;
		const from = Math.max(span.startMs, ends.get(span.parent) ?? 0);
		times.set(span.parent, (times.get(span.parent) ?? 0) + Math.max(0, endOf(span) - from));
		ends.set(span.parent, Math.max(endOf(span), from));
	}
	return times;
}

/** For work that the run did not have: what others of its stage took. */
function usualDurations(
	{ tasks }: Part,
	durationOf: (task: RecordedTask) => number,
): (stage: string) => number | undefined {
	const stages = Map.groupBy(tasks.values(), ({ stage }) => stage);
	return (stage) => {
		const own = stages.get(stage);
		return own === undefined
			? undefined
			: percentile(
					own.map(durationOf).sort((a, b) => a - b),
					0.5,
				);
	};
}

function kept(node: RecordedNode, nodes: readonly RecordedNode[], without: EdgeKind): readonly string[] {
	const byId = new Map(nodes.map((one) => [one.id, one]));
	return node.dependencies.filter((id) => {
		const from = byId.get(id);
		return from === undefined || !isOfKind(from, node, without);
	});
}

/** Whether the dependency of one node on another is of a kind. */
export function isOfKind(from: RecordedNode, to: RecordedNode, kind: EdgeKind): boolean {
	if (to.stage !== kind.to || (kind.from !== undefined && from.stage !== kind.from)) return false;
	return kind.acrossChapters === (from.chapter !== to.chapter);
}

function lengthOf(tasks: readonly ScheduledTask[], slots: number, strategy: RunStrategy): number {
	if (strategy === 'sequential') return sum(tasks.map(({ durationMs }) => durationMs));
	if (strategy !== 'batched') return makespan(tasks, slots);
	const levels = Map.groupBy(tasks, levelsOf(tasks));
	return sum(Array.from(levels.values(), (level) => makespan(level, slots)));
}

/** How many tasks stand before one, in the longest chain of those that it depends on. */
function levelsOf(tasks: readonly ScheduledTask[]): (task: ScheduledTask) => number {
	const byId = new Map(tasks.map((task) => [task.id, task]));
	const levels = new Map<string, number>();
	const known = ({ dependencies }: ScheduledTask): readonly ScheduledTask[] =>
		dependencies.flatMap((id) => byId.get(id) ?? []);
	return (task) => {
		// Without recursion, for long chains.
		const stack = [task];
		for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
			const missing = known(top).filter(({ id }) => !levels.has(id));
			if (missing.length > 0) {
				stack.push(...missing);
				continue;
			}
			levels.set(
				top.id,
				known(top).reduce((most, { id }) => Math.max(most, (levels.get(id) ?? 0) + 1), 0),
			);
			stack.pop();
		}
		return levels.get(task.id) ?? 0;
	};
}

function sum(values: readonly number[]): number {
	return values.reduce((total, one) => total + one, 0);
}
