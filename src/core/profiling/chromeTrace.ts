import { criticalPath } from './criticalPath.js';
import type { RecordedRun } from './recordedRun.js';
import { recordedTasks, type RecordedTask } from './recordedTask.js';
import { endOf, type Span } from './span.js';

/** An event of the Trace Event Format, which Perfetto and chrome://tracing open; times in microseconds. */
export interface TraceEvent {
	readonly name: string;
	/** `X` a slice, `M` a name, `s` and `f` the ends of an arrow. */
	readonly ph: 'X' | 'M' | 's' | 'f';
	readonly pid: number;
	readonly tid: number;
	readonly cat?: string;
	readonly ts?: number;
	readonly dur?: number;
	readonly id?: number;
	/** The arrow ends at the slice around it. */
	readonly bp?: 'e';
	/** Colour by its name in chrome://tracing. */
	readonly cname?: string;
	readonly args?: Readonly<Record<string, unknown>>;
}

export interface ChromeTrace {
	readonly traceEvents: readonly TraceEvent[];
	readonly displayTimeUnit: 'ms';
	readonly otherData: Readonly<Record<string, unknown>>;
}

const pid = 1;
/** Of the run itself; then comes a thread for each slot, and one for what has none. */
const runThread = 0;
const criticalColour = 'terrible';

/** A run as a process, with its slots as threads: stages, what is nested in them, and arrows along the dependencies. */
export function chromeTrace(run: RecordedRun): ChromeTrace {
	const { graphs: _, spans, ...summary } = run;
	const tasks = recordedTasks(run);
	const path = criticalPath(run, tasks);
	const critical = new Set(path.segments.flatMap(({ attempt }) => attempt?.id ?? []));
	const threads = threadsOf(run);
	const thread = (span: Span): number => threads.get(span.id) ?? runThread;
	return {
		traceEvents: [
			...names(run, new Set(spans.map(thread))),
			...spans.map((span) => slice(span, thread(span), critical.has(span.id))),
			...arrows(tasks, new Set(path.steps.map(({ task, after }) => `${after?.id} ${task.id}`)), thread),
		],
		displayTimeUnit: 'ms',
		otherData: { ...summary },
	};
}

function names({ id, slots }: RecordedRun, threads: ReadonlySet<number>): readonly TraceEvent[] {
	const named = (name: string, tid: number, value: string): TraceEvent => ({
		...{ name, ph: 'M', pid, tid },
		args: { name: value },
	});
	const nameOf = (tid: number): string => (tid === runThread ? 'Run' : tid > slots ? 'Beside' : `Slot ${tid}`);
	return [
		named('process_name', runThread, `Prometheus Novel, run ${id}`),
		...[...threads].sort((a, b) => a - b).map((tid) => named('thread_name', tid, nameOf(tid))),
	];
}

function slice(span: Span, tid: number, isCritical: boolean): TraceEvent {
	const { id: _, parent: _parent, type, name, startMs, durationMs, ...args } = span;
	return {
		name: titleOf(span),
		cat: isCritical ? `${type},critical-path` : type,
		...{ ph: 'X', pid, tid, ts: microseconds(startMs), dur: microseconds(durationMs) },
		...(isCritical ? { cname: criticalColour } : {}),
		args: { ...args, operation: name, criticalPath: isCritical },
	};
}

function titleOf({ type, name, stage, chapter, scene, model }: Span): string {
	if (type === 'model-call') return `${name} ${model ?? ''}`.trim();
	if (type !== 'stage') return name;
	const where = [chapter === undefined ? '' : `chapter ${chapter}`, scene === undefined ? '' : `scene ${scene}`];
	return [stage ?? name, ...where.filter((part) => part !== '')].join(', ');
}

function arrows(
	tasks: readonly RecordedTask[],
	critical: ReadonlySet<string>,
	thread: (span: Span) => number,
): readonly TraceEvent[] {
	const byId = new Map(tasks.map((task) => [task.id, task]));
	const edges = tasks.flatMap((task) =>
		task.dependencies.flatMap((id) => {
			const from = byId.get(id)?.attempts.at(-1);
			return from === undefined ? [] : [{ from, to: task.attempts[0], key: `${id} ${task.id}` }];
		}),
	);
	return edges.flatMap(({ from, to, key }, at) => {
		const common = { name: 'dependency', cat: critical.has(key) ? 'critical-path' : 'dependency', pid, id: at + 1 };
		return [
			{
				...common,
				ph: 's',
				tid: thread(from),
				ts: Math.max(microseconds(from.startMs), microseconds(endOf(from)) - 1),
			},
			{ ...common, ph: 'f', bp: 'e', tid: thread(to), ts: microseconds(to.startMs) },
		] as const;
	});
}

/** Threads by span: the slot of the stage that an operation is nested in, or one beside the slots. */
function threadsOf({ spans, slots }: RecordedRun): ReadonlyMap<number, number> {
	const byId = new Map(spans.map((span) => [span.id, span]));
	const beside = spans.reduce((most, { slot = 0 }) => Math.max(most, slot + 1), slots) + 1;
	const threads = new Map<number, number>();
	for (const span of spans) {
		let stage: Span | undefined = span;
		while (stage !== undefined && stage.type !== 'stage')
			stage = stage.parent === undefined ? undefined : byId.get(stage.parent);
		threads.set(span.id, span.type === 'run' ? runThread : stage?.slot === undefined ? beside : stage.slot + 1);
	}
	return threads;
}

function microseconds(ms: number): number {
	return Math.round(ms * 1_000);
}
