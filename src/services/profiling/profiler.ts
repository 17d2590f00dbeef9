import { isCancellation } from '../../base/errors.js';
import type { RunId } from '../../base/ids.js';
import type { Bottleneck } from '../../core/profiling/bottlenecks.js';
import { chromeTrace } from '../../core/profiling/chromeTrace.js';
import { openTelemetryTrace } from '../../core/profiling/openTelemetry.js';
import type { Operation, OperationRecorder } from '../../core/profiling/operationRecorder.js';
import type { Parallelization } from '../../core/profiling/parallelization.js';
import { keptRuns, type ProfileStore } from '../../core/profiling/profileStore.js';
import type { RecordedNode, RecordedRun, RunShape, RunSummary } from '../../core/profiling/recordedRun.js';
import { recordedTasks } from '../../core/profiling/recordedTask.js';
import { Rescheduling, type GraphWith } from '../../core/profiling/rescheduling.js';
import type { RunChange, WhatIf } from '../../core/profiling/runChange.js';
import type { RunAnalyst } from '../../core/profiling/runAnalyst.js';
import type { RunTimeline } from '../../core/profiling/timeline.js';
import { runProfile, type RunProfile } from '../../core/profiling/runProfile.js';
import type { OperationType, SpanOutcome, SpanPlace, SpanUsage } from '../../core/profiling/span.js';
import { spanStatistics, type SpanStatistics } from '../../core/profiling/spanStatistics.js';
import type { TaskEvent } from '../../core/profiling/taskEvent.js';
import { OutsideRecording } from './outsideRecording.js';
import { RunRecording } from './runRecording.js';
import { course, type OpenSpan } from './spanRecording.js';

export interface ProfilerPorts {
	readonly store: ProfileStore;
	/** Milliseconds by a clock that is never set. */
	monotonicMs(): number;
	/** The graph of the same chapters with another continuity, for what-ifs; there are none without it. */
	readonly graphWith?: GraphWith | undefined;
	/** Needed by what is worked out aside. */
	readonly analyst?: RunAnalyst | undefined;
	/** Takes nothing down. */
	readonly isOff?: boolean;
}

/** What a profiler is told of a run while it goes on. */
export interface ProfiledRun {
	/** What is about to be done. */
	addGraph(nodes: readonly RecordedNode[]): void;
	/** What the executor says of a task of the graph. */
	note(event: TaskEvent): void;
	/** Performs a node's work, so that what it calls is nested in it. */
	within<T>(node: string, work: () => T): T;
	/** Writes all that is not written yet. */
	end(outcome: string): void;
}

export const traceFormats = ['chrome-trace', 'opentelemetry'] as const;
export type TraceFormat = (typeof traceFormats)[number];

/** Which run is asked about; the latest when left out. */
export interface RunChoice {
	readonly run?: RunId | undefined;
}

/** Takes down where the time of runs goes, and says what would make them shorter. */
export class Profiler implements OperationRecorder {
	readonly #ports: ProfilerPorts;
	readonly #outside: OutsideRecording;
	#current: { readonly run: RunId; readonly recording: RunRecording } | undefined;

	constructor(ports: ProfilerPorts) {
		this.#ports = ports;
		this.#outside = new OutsideRecording(() => ports.monotonicMs());
	}

	/** A profile that cannot be kept is no reason not to write a book: then the run goes on without. */
	beginRun(run: { readonly id: RunId; readonly startedAt: number }, shape: RunShape): ProfiledRun {
		const { store, isOff } = this.#ports;
		if (isOff) return unrecordedRun;
		try {
			store.beginRun({ ...run, ...shape, durationMs: undefined, outcome: undefined });
		} catch {
			return unrecordedRun;
		}
		const recording = new RunRecording(run.id, store, () => this.#ports.monotonicMs());
		this.#current = { run: run.id, recording };
		return {
			addGraph: (nodes) => quietly(() => recording.addGraph(nodes)),
			note: (event) => recording.note(event),
			within: (node, work) => recording.within(node, work),
			end: (outcome) => {
				quietly(() => recording.close(outcome));
				this.#current = undefined;
			},
		};
	}

	/** Nested in the operation in whose course it begins, by the asynchronous calls that led here. */
	startOperation(name: string, type: OperationType, place: SpanPlace = {}): Operation {
		if (this.#ports.isOff) return untaken;
		const parent = course.getStore();
		return (parent?.recording ?? this.#outside).begin(name, type, place, parent);
	}

	noteFirstText(operation: Operation): void {
		if (operation === untaken) return;
		const span = operation as OpenSpan;
		span.firstTextMs ??= span.recording.sinceStart(span);
	}

	endOperation(operation: Operation, outcome: SpanOutcome = 'ok', usage: SpanUsage = {}): void {
		if (operation === untaken) return;
		const span = operation as OpenSpan;
		span.recording.end(span, outcome, usage);
	}

	/** Performs `work` as an operation; what it throws passes through. */
	profile<T>(name: string, type: OperationType, work: () => T, place: SpanPlace = {}): T {
		if (this.#ports.isOff) return work();
		const operation = this.startOperation(name, type, place) as OpenSpan;
		const fail = (error: unknown): never => {
			this.endOperation(operation, isCancellation(error) ? 'cancelled' : 'failed');
			throw error;
		};
		let result: T;
		try {
			result = course.run(operation, work);
		} catch (error) {
			return fail(error);
		}
		if (result instanceof Promise)
			return result.then((value: unknown) => {
				this.endOperation(operation);
				return value;
			}, fail) as T;
		this.endOperation(operation);
		return result;
	}

	get #analyst(): RunAnalyst {
		if (this.#ports.analyst === undefined) throw new Error('This profiler has no analyst.');
		return this.#ports.analyst;
	}

	/** Newest first; those before the latest 30 are not kept. */
	runs(): readonly RunSummary[] {
		return this.#ports.store.runs(keptRuns);
	}

	/** Undefined while no run was recorded, or not the one that is asked for. */
	recordedRun({ run }: RunChoice = {}): RecordedRun | undefined {
		this.#current?.recording.flush();
		const id = run ?? this.#ports.store.runs(1)[0]?.id;
		return id === undefined ? undefined : this.#ports.store.run(id);
	}

	/** A run as another tool reads it; undefined while there is none. */
	exported(format: TraceFormat, choice: RunChoice = {}): string | undefined {
		const run = this.recordedRun(choice);
		return run && JSON.stringify(format === 'chrome-trace' ? chromeTrace(run) : openTelemetryTrace(run));
	}

	/** Everything about one run. */
	runProfile({ minShare, ...choice }: RunChoice & { readonly minShare?: number | undefined } = {}):
		RunProfile | undefined {
		const run = this.recordedRun(choice);
		return run && runProfile(run, { minShare, graphWith: this.#ports.graphWith });
	}

	/** The same as `runProfile`, worked out beside everything else. */
	async profileAside(run: RunId): Promise<RunProfile | undefined> {
		this.#current?.recording.flush();
		return await this.#analyst.profile(run);
	}

	/** What has been done when in a run, also in one that goes on; worked out beside everything else. */
	async timelineAside(run: RunId): Promise<RunTimeline | undefined> {
		this.#current?.recording.flush();
		const open = this.#current?.run === run ? this.#current.recording.openTries() : [];
		return await this.#analyst.timeline(run, open);
	}

	/** How long operations took, by type and stage; of those outside of any run, the latest thousand of this session. */
	statistics(choice: RunChoice | 'outside' = {}): readonly SpanStatistics[] {
		if (choice === 'outside') return spanStatistics(this.#outside.spans);
		const { spans = [] } = this.recordedRun(choice) ?? {};
		return spanStatistics(spans.filter(({ type }) => type !== 'run'));
	}

	/** @param options `minShare` of the critical path, 0 to 1 */
	analyzeBottlenecks(options: RunChoice & { readonly minShare?: number } = {}): readonly Bottleneck[] {
		return this.runProfile(options)?.bottlenecks ?? [];
	}

	/** Only what gains something, most first. */
	optimizationRecommendations(choice: RunChoice = {}): readonly WhatIf[] {
		return this.runProfile(choice)?.recommendations ?? [];
	}

	suggestParallelization(choice: RunChoice = {}): readonly Parallelization[] {
		return this.runProfile(choice)?.parallelizations ?? [];
	}

	/** What the run would have come to; undefined while there is none. */
	whatIf(change: RunChange, choice: RunChoice = {}): WhatIf | undefined {
		const run = this.recordedRun(choice);
		return run && new Rescheduling(run, this.#ports.graphWith, recordedTasks(run)).predict(change);
	}
}

/** What a profiler that is off calls every operation. */
const untaken: Operation = { type: 'run', name: '' };

const unrecordedRun: ProfiledRun = {
	addGraph: () => undefined,
	note: () => undefined,
	within: (_node, work) => work(),
	end: () => undefined,
};

function quietly(work: () => void): void {
	try {
		work();
	} catch {
		// The database is away; what is missing, the profile says by being incomplete.
	}
}
