import * as fc from 'fast-check';
import type { RunId } from '../../../src/base/ids.js';
import type { RecordedNode, RecordedRun } from '../../../src/core/profiling/recordedRun.js';
import type { Span } from '../../../src/core/profiling/span.js';

/** A piece of work that a run is made up of. */
export interface SimulatedTask {
	readonly id: string;
	readonly stage?: string;
	readonly chapter?: number;
	readonly dependencies?: readonly string[];
	/** Milliseconds of each try; all but the last fail. */
	readonly tries: readonly number[];
	/** At the beginning of the first try. */
	readonly limitedMs?: number;
	/** Share of each try that a model works on it. */
	readonly model?: number;
}

export interface SimulatedShape {
	readonly slots: number;
	/** Before the graph, after it, and between a failed try and the next. */
	readonly beforeMs?: number;
	readonly afterMs?: number;
	readonly backoffMs?: number;
}

/**
 * A run as list scheduling would do it, those with the longest way to the end first, event by event; waits for rate
 * limits and pauses keep their slot.
 */
export function simulatedRun(tasks: readonly SimulatedTask[], shape: SimulatedShape): RecordedRun {
	const { slots, beforeMs = 0, afterMs = 0, backoffMs = 0 } = shape;
	const tails = tailsOf(tasks, (task) => lengthOf(task, backoffMs));
	const ends = new Map<string, number>();
	const spans: Span[] = [];
	const waiting = new Set(tasks);
	const running: { readonly task: SimulatedTask; readonly slot: number; readonly endsAt: number }[] = [];
	let now = beforeMs;
	let nextId = 2;
	while (waiting.size > 0 || running.length > 0) {
		const ready = [...waiting]
			.filter(({ dependencies = [] }) => dependencies.every((id) => (ends.get(id) ?? Infinity) <= now))
			.sort((a, b) => (tails.get(b.id) ?? 0) - (tails.get(a.id) ?? 0));
		for (const task of ready.slice(0, slots - running.length)) {
			waiting.delete(task);
			const slot = freeSlot(running.map((one) => one.slot));
			spans.push(...spansOf(task, slot, now, backoffMs, nextId));
			nextId += 3 * task.tries.length;
			running.push({ task, slot, endsAt: now + lengthOf(task, backoffMs) });
		}
		running.sort((a, b) => a.endsAt - b.endsAt);
		const ended = running.shift();
		if (ended === undefined) throw new Error('These tasks wait for each other.');
		now = ended.endsAt;
		ends.set(ended.task.id, now);
	}
	const wall = now + afterMs;
	const root: Span = {
		id: 1,
		parent: undefined,
		type: 'run',
		name: 'run',
		startMs: 0,
		durationMs: wall,
		outcome: 'ok',
	};
	return {
		id: '01SIMULATED000000000000000' as RunId,
		startedAt: 1_700_000_000_000,
		strategy: 'dependency-aware',
		continuity: 'chained',
		slots,
		durationMs: wall,
		outcome: 'done',
		graphs: [{ atMs: beforeMs, nodes: tasks.map(nodeOf) }],
		spans: [root, ...spans].sort((a, b) => a.startMs - b.startMs || a.id - b.id),
	};
}

/** Graphs of up to forty tasks of three stages, with failed tries and rate limits. */
export const simulatedRuns: fc.Arbitrary<RecordedRun> = fc
	.record({
		tasks: fc.array(
			fc.record({
				stage: fc.constantFrom('scene_plan', 'scene_drafting', 'chapter_memory'),
				chapter: fc.integer({ min: 1, max: 4 }),
				tries: fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 3 }),
				limitedMs: fc.constantFrom(0, 0, 0, 40),
				model: fc.constantFrom(0, 0.5, 1),
				on: fc.array(fc.nat(), { maxLength: 3 }),
			}),
			{ minLength: 1, maxLength: 40 },
		),
		slots: fc.integer({ min: 1, max: 6 }),
		beforeMs: fc.constantFrom(0, 25),
		afterMs: fc.constantFrom(0, 13),
		backoffMs: fc.constantFrom(0, 30),
	})
	.map(({ tasks, ...shape }) =>
		simulatedRun(
			tasks.map(({ on, ...task }, at) => ({
				...task,
				id: `task ${at}`,
				dependencies: at === 0 ? [] : [...new Set(on.map((one) => `task ${one % at}`))],
			})),
			shape,
		),
	);

function spansOf(task: SimulatedTask, slot: number, from: number, backoffMs: number, firstId: number): readonly Span[] {
	const { id: node, stage = 'scene_drafting', chapter, tries, limitedMs = 0, model = 1 } = task;
	const place = { node, stage, chapter };
	let startMs = from;
	return tries.flatMap((workMs, at): readonly Span[] => {
		const id = firstId + 3 * at;
		const waitMs = at === 0 ? limitedMs : 0;
		const durationMs = waitMs + workMs;
		const outcome = at === tries.length - 1 ? 'ok' : 'failed';
		const common = { ...place, attempt: at + 1, model: 'openai/gpt-5-mini', startMs, outcome } as const;
		startMs += durationMs + backoffMs;
		const waits = at === 0 ? {} : { backoffMs };
		const own: Span = { ...common, ...waits, id, parent: 1, type: 'stage', name: stage, slot, durationMs };
		const wait: Span = { ...common, id: id + 1, parent: id, type: 'wait', name: 'rate-limit', durationMs: waitMs };
		const asked = workMs * model;
		const call: Span = {
			...{ ...common, id: id + 2, parent: id, type: 'model-call', name: 'chat', durationMs: asked },
			...{ startMs: common.startMs + waitMs, firstTextMs: asked / 4, inputTokens: 100, outputTokens: 50 },
		};
		return [own, ...(waitMs === 0 ? [] : [wait]), ...(model === 0 ? [] : [call])];
	});
}

function nodeOf({ id, stage = 'scene_drafting', chapter, dependencies = [] }: SimulatedTask): RecordedNode {
	return { id, stage, chapter, dependencies };
}

function lengthOf({ tries, limitedMs = 0 }: SimulatedTask, backoffMs: number): number {
	return limitedMs + tries.reduce((sum, one) => sum + one, 0) + (tries.length - 1) * backoffMs;
}

/** Dependencies stand before what depends on them. */
function tailsOf(
	tasks: readonly SimulatedTask[],
	length: (task: SimulatedTask) => number,
): ReadonlyMap<string, number> {
	const tails = new Map<string, number>();
	for (const task of tasks.toReversed()) {
		const after = tasks.filter(({ dependencies = [] }) => dependencies.includes(task.id));
		tails.set(task.id, length(task) + Math.max(0, ...after.map(({ id }) => tails.get(id) ?? 0)));
	}
	return tails;
}

function freeSlot(taken: readonly number[]): number {
	let slot = 0;
	while (taken.includes(slot)) slot++;
	return slot;
}
