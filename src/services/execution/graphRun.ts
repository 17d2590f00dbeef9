import PQueue from 'p-queue';
import type { Clock } from '../../base/clock.js';
import type { ExecutionEvent, ExecutionTask, TaskOutcome, TaskReport } from '../../core/execution/executionTask.js';
import type { StartOrder } from '../../core/execution/startOrder.js';
import { slotsOf, startOrder, type Strategy } from '../../core/execution/strategies.js';
import { indexGraph, type IndexedGraph } from '../../core/execution/taskGraph.js';
import type { RunControl } from './runControl.js';

export interface GraphRunInputs {
	readonly strategy: Strategy;
	readonly concurrency: number;
	readonly signal: AbortSignal;
	readonly control: RunControl;
	readonly clock: Clock;
	readonly onEvent: ((event: ExecutionEvent) => void) | undefined;
	/** All tries of one task; never rejects. @param untie see `TaskReport` */
	perform(task: ExecutionTask, slot: number, untie: TaskReport['untie']): Promise<TaskOutcome>;
}

/** One run of one graph: which tasks are ready, which slots are free, and how each task has ended. */
export class GraphRun {
	readonly #tasks: readonly ExecutionTask[];
	readonly #inputs: GraphRunInputs;
	readonly #graph: IndexedGraph;
	readonly #order: StartOrder;
	readonly #waitingFor: Int32Array;
	readonly #outcomes = new Map<string, TaskOutcome>();
	/** Links that no longer hold. */
	readonly #untied = new Set<number>();
	/** Only needed once something is untied. */
	#positions: ReadonlyMap<string, number> | undefined;
	readonly #queue: PQueue;
	readonly #freeSlots: number[];
	readonly #over = Promise.withResolvers<void>();

	/** @throws AppError `bad-graph` or `bad-concurrency`, before anything runs */
	constructor(tasks: readonly ExecutionTask[], inputs: GraphRunInputs) {
		const slots = Math.min(slotsOf(inputs.strategy, inputs.concurrency), Math.max(1, tasks.length));
		this.#tasks = tasks;
		this.#inputs = inputs;
		this.#graph = indexGraph(tasks);
		this.#order = startOrder(inputs.strategy, tasks, this.#graph);
		this.#waitingFor = this.#graph.dependencyCounts.slice();
		this.#queue = new PQueue({ concurrency: slots });
		this.#freeSlots = Array.from({ length: slots }, (_, at) => slots - at);
	}

	/** Resolves when every task has ended in exactly one state. */
	async finished(): Promise<ReadonlyMap<string, TaskOutcome>> {
		const { signal, control } = this.#inputs;
		const fill = (): void => this.#fill();
		const unsubscribe = control.onChange(fill);
		signal.addEventListener('abort', fill, { once: true });
		try {
			for (const [position, count] of this.#graph.dependencyCounts.entries())
				if (count === 0) this.#makeReady(position);
			this.#fill();
			if (this.#outcomes.size < this.#tasks.length) await this.#over.promise;
			return this.#outcomes;
		} finally {
			signal.removeEventListener('abort', fill);
			unsubscribe();
		}
	}

	/** Only as many as there are slots go to the queue, so that its own waiting list stays empty. */
	#fill(): void {
		if (this.#inputs.signal.aborted) return this.#cancelReady();
		while (this.#freeSlots.length > 0 && !this.#inputs.control.isPaused) {
			const position = this.#order.next();
			if (position === undefined) return;
			const slot = this.#freeSlots.pop() ?? 1;
			void this.#queue.add(() => this.#perform(position, slot));
		}
	}

	#cancelReady(): void {
		for (let position = this.#order.next(); position !== undefined; position = this.#order.next())
			this.#end(position, { state: 'cancelled' }, undefined);
	}

	async #perform(position: number, slot: number): Promise<void> {
		const task = this.#tasks[position];
		if (task === undefined) return;
		const { clock } = this.#inputs;
		const startedAt = clock.now();
		const outcome = await this.#inputs.perform(task, slot, this.#untie);
		this.#freeSlots.push(slot);
		this.#end(position, outcome, outcome.state === 'done' ? Math.max(0, clock.now() - startedAt) : undefined);
		this.#fill();
	}

	readonly #untie = (dependant: string, dependency: string): void => {
		this.#positions ??= new Map(this.#tasks.map(({ id }, position) => [id, position]));
		const [from, to] = [this.#positions.get(dependency), this.#positions.get(dependant)];
		if (from === undefined || to === undefined || this.#outcomes.has(dependency)) return;
		const { dependants, offsets } = this.#graph;
		const link = dependants.indexOf(to, offsets[from]);
		if (link < 0 || link >= (offsets[from + 1] ?? 0) || this.#untied.has(link)) return;
		this.#untied.add(link);
		this.#release(to);
		this.#fill();
	};

	/** One failure may end a whole book, chapter after chapter: a loop, since recursion would run out of stack. */
	#end(first: number, outcome: TaskOutcome, tookMs: number | undefined): void {
		this.#note(first, outcome, tookMs);
		const ending = [first];
		for (let ended = ending.pop(); ended !== undefined; ended = ending.pop()) {
			const id = this.#tasks[ended]?.id ?? '';
			const without = endWithout(id, this.#outcomes.get(id));
			const { dependants, offsets } = this.#graph;
			for (let link = offsets[ended] ?? 0; link < (offsets[ended + 1] ?? 0); link++) {
				if (this.#untied.has(link)) continue;
				const dependant = dependants[link] ?? 0;
				if (without === undefined) this.#release(dependant);
				else if (this.#note(dependant, without, undefined)) ending.push(dependant);
			}
		}
		if (this.#outcomes.size === this.#tasks.length) this.#over.resolve();
	}

	/** @returns false when it had ended before */
	#note(position: number, outcome: TaskOutcome, tookMs: number | undefined): boolean {
		const id = this.#tasks[position]?.id ?? '';
		if (this.#outcomes.has(id)) return false;
		this.#outcomes.set(id, outcome);
		this.#order.noteEnd(position, tookMs);
		if (this.#inputs.onEvent !== undefined)
			this.#inputs.onEvent({ kind: 'ended', id, at: this.#inputs.clock.now(), outcome });
		return true;
	}

	#release(dependant: number): void {
		const left = (this.#waitingFor[dependant] ?? 0) - 1;
		this.#waitingFor[dependant] = left;
		if (left === 0 && !this.#outcomes.has(this.#tasks[dependant]?.id ?? '')) this.#makeReady(dependant);
	}

	#makeReady(position: number): void {
		this.#order.add(position);
		const { onEvent, clock } = this.#inputs;
		if (onEvent !== undefined) onEvent({ kind: 'ready', id: this.#tasks[position]?.id ?? '', at: clock.now() });
	}
}

/** How a task ends because of what it depends on; undefined when that was done. */
function endWithout(dependency: string, outcome: TaskOutcome | undefined): TaskOutcome | undefined {
	if (outcome === undefined || outcome.state === 'done') return undefined;
	return outcome.state === 'cancelled' ? outcome : { state: 'skipped', because: dependency };
}
