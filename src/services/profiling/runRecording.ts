import type { RunId } from '../../base/ids.js';
import type { ProfileStore } from '../../core/profiling/profileStore.js';
import type { RecordedNode } from '../../core/profiling/recordedRun.js';
import type { OperationType, Span, SpanOutcome, SpanPlace, SpanUsage } from '../../core/profiling/span.js';
import type { TaskEvent } from '../../core/profiling/taskEvent.js';
import { SpanBatch } from './spanBatch.js';
import { course, type OpenSpan, type SpanRecording } from './spanRecording.js';

/** What is known of a node that has not ended. */
interface NodeInWork {
	readonly place: SpanPlace;
	open: OpenSpan | undefined;
	wait: OpenSpan | undefined;
	slot: number | undefined;
	failedAt: number | undefined;
}

/** Takes down one run: its graphs, the tries of their nodes, and what these call. */
export class RunRecording implements SpanRecording {
	readonly #run: RunId;
	readonly #store: ProfileStore;
	readonly #batch: SpanBatch;
	readonly #now: () => number;
	readonly #beganAt: number;
	readonly #nodes = new Map<string, NodeInWork>();
	readonly #open = new Set<OpenSpan>();
	/** By slot, where the executor names none. */
	readonly #taken: boolean[] = [];
	readonly #root: OpenSpan;
	#lastId = 0;
	#isClosed = false;

	/** @param now milliseconds by a clock that is never set */
	constructor(run: RunId, store: ProfileStore, now: () => number) {
		this.#run = run;
		this.#store = store;
		this.#now = now;
		this.#beganAt = now();
		this.#batch = new SpanBatch((spans) => store.addSpans(run, spans));
		this.#root = this.begin('run', 'run', {}, undefined);
	}

	addGraph(nodes: readonly RecordedNode[]): void {
		const recorded = nodes.map(({ id, stage, chapter, scene, dependencies }) => ({
			id,
			stage,
			chapter,
			scene,
			dependencies,
		}));
		for (const { id, stage, chapter, scene } of recorded)
			this.#nodes.set(id, {
				place: { node: id, stage, chapter, scene },
				open: undefined,
				wait: undefined,
				slot: undefined,
				failedAt: undefined,
			});
		this.#store.addGraph(this.#run, { atMs: this.#elapsed(), nodes: recorded });
	}

	/** What the executor says of a task. */
	note(event: TaskEvent): void {
		const node = this.#nodes.get(event.id);
		if (node === undefined) return;
		if (event.kind === 'waiting') this.#wait(node, event);
		else if (event.kind === 'started') this.#start(node, event);
		else if (event.kind === 'retrying') this.#fail(node);
		else if (event.kind === 'fallback') {
			this.#fail(node);
			this.#start(node, event);
		} else if (event.kind === 'ended') {
			this.#finish(node, outcomeOf(event));
			this.#freeSlot(node);
		}
	}

	/** Performs a node's work, so that what it calls is nested in its present try. */
	within<T>(node: string, work: () => T): T {
		return course.run(this.#nodes.get(node)?.open ?? this.#root, work);
	}

	begin(name: string, type: OperationType, place: OpenSpan['place'], within: OpenSpan | undefined): OpenSpan {
		// What a stage has set off may go on when it is done.
		const parent = within?.isEnded ? this.#root : within;
		if (type === 'model-call' && parent?.type === 'stage') this.#endWaitOf(parent);
		const id = ++this.#lastId;
		const startMs = this.#elapsed();
		const from = parent?.place;
		const inherited: SpanPlace =
			from === undefined ? {} : { node: from.node, stage: from.stage, chapter: from.chapter, scene: from.scene };
		const span: OpenSpan = {
			...{ recording: this, id, parent: parent?.id, type, name, startMs },
			place: { ...inherited, ...place },
			firstTextMs: undefined,
			isEnded: this.#isClosed,
		};
		if (this.#isClosed) return span;
		// The try of a stage is known by the model that it asks.
		const isOfStage = parent?.type === 'stage' && parent.place.stage === span.place.stage;
		if (isOfStage && place.model !== undefined) parent.place = { ...parent.place, model: place.model };
		this.#open.add(span);
		return span;
	}

	end(span: OpenSpan, outcome: SpanOutcome, usage: SpanUsage): void {
		if (span.isEnded) return;
		span.isEnded = true;
		this.#open.delete(span);
		this.#batch.add({ ...this.#spanOf(span, outcome), ...usage });
	}

	#spanOf(span: OpenSpan, outcome: SpanOutcome): Span {
		const { id, parent, type, name, startMs, place, firstTextMs } = span;
		return { id, parent, type, name, startMs, durationMs: this.sinceStart(span), outcome, ...place, firstTextMs };
	}

	sinceStart({ startMs }: OpenSpan): number {
		return rounded(this.#elapsed() - startMs);
	}

	/** Tries of stages that are going on, as they would be if they ended now. */
	openTries(): readonly Span[] {
		return [...this.#open].filter(({ type }) => type === 'stage').map((span) => this.#spanOf(span, 'ok'));
	}

	/** Writes what is still to be written. */
	flush(): void {
		this.#batch.flush();
	}

	/** What has not ended by now ends with the run. */
	close(outcome: string): void {
		const own: SpanOutcome = outcome === 'done' ? 'ok' : outcome === 'cancelled' ? 'cancelled' : 'failed';
		for (const span of [...this.#open].reverse()) this.end(span, span === this.#root ? own : 'cancelled', {});
		this.#isClosed = true;
		this.#batch.flush();
		this.#store.endRun(this.#run, this.#elapsed(), outcome);
	}

	#start(node: NodeInWork, { attempt, slot }: TaskEvent): void {
		const { failedAt } = node;
		node.slot = slot ?? node.slot ?? this.#takeSlot();
		const backoffMs = failedAt === undefined ? undefined : rounded(this.#elapsed() - failedAt);
		const place = { ...node.place, attempt, slot: node.slot, backoffMs };
		node.open = this.begin(node.place.stage ?? 'stage', 'stage', place, this.#root);
		node.failedAt = undefined;
	}

	/** Goes on until its next call begins, since nobody says when it is over. */
	#wait(node: NodeInWork, { reason }: TaskEvent): void {
		if (node.open === undefined) return;
		this.#endWait(node);
		node.wait = this.begin(reason === 'breaker' ? 'provider-away' : 'rate-limit', 'wait', {}, node.open);
	}

	#endWaitOf({ place }: OpenSpan): void {
		const node = this.#nodes.get(place.node ?? '');
		if (node !== undefined) this.#endWait(node);
	}

	#endWait(node: NodeInWork): void {
		if (node.wait !== undefined) this.end(node.wait, 'ok', {});
		node.wait = undefined;
	}

	#fail(node: NodeInWork): void {
		this.#finish(node, 'failed');
		node.failedAt = this.#elapsed();
	}

	#finish(node: NodeInWork, outcome: SpanOutcome): void {
		this.#endWait(node);
		const { open } = node;
		if (open === undefined) return;
		node.open = undefined;
		this.end(open, outcome, {});
	}

	/** The lowest that is free, where the executor names none. */
	#takeSlot(): number {
		const free = this.#taken.indexOf(false);
		const slot = free < 0 ? this.#taken.length : free;
		this.#taken[slot] = true;
		return slot;
	}

	#freeSlot(node: NodeInWork): void {
		if (node.slot !== undefined) this.#taken[node.slot] = false;
		node.slot = undefined;
	}

	#elapsed(): number {
		return rounded(this.#now() - this.#beganAt);
	}
}

function outcomeOf({ outcome }: TaskEvent): SpanOutcome {
	if (outcome?.state === 'done') return 'ok';
	return outcome?.state === 'cancelled' ? 'cancelled' : 'failed';
}

/** Microseconds are as fine as anybody looks. */
function rounded(ms: number): number {
	return Math.round(ms * 1_000) / 1_000;
}
