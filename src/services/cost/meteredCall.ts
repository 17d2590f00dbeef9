import type { Clock } from '../../base/clock.js';
import { newCallId, type CallId, type RunId } from '../../base/ids.js';
import { noSavings, type CallEnd, type Ledger, type OpenCall, type Savings } from '../../core/cost/ledger.js';
import { noMoney, type MicroUsd } from '../../core/cost/money.js';
import type { CallLane, ModelPrice, PriceTable } from '../../core/cost/priceTable.js';
import type { TaskWait } from '../../core/execution/executionTask.js';
import { noUsage, type Usage } from '../../core/models/languageModel.js';
import { ModelFault, type FaultKind } from '../../core/models/modelFault.js';
import { formatModelId, isRehearsal, parseModelId, type ModelId } from '../../core/models/modelId.js';
import type { TokenCounter } from '../../core/models/tokenCounter.js';
import type { Operation, OperationRecorder } from '../../core/profiling/operationRecorder.js';
import type { SpanOutcome } from '../../core/profiling/span.js';
import type { PacedCall, ProviderPace } from '../execution/providerPace.js';
import type { SpendGate } from './spendGate.js';
import { worstCase } from './worstCase.js';

/** Where a call belongs. */
export interface CallContext {
	readonly run: RunId;
	readonly node: string;
	readonly role: string;
	readonly attempt: number;
	/** Whether there is another model to turn to when the provider is away. */
	readonly hasFallback?: boolean | undefined;
	/** Told when it has to wait for its provider. */
	readonly waiting?: ((wait: TaskWait) => void) | undefined;
}

export interface MeterPorts {
	readonly ledger: Ledger;
	readonly prices: PriceTable;
	readonly tokens: TokenCounter;
	readonly clock: Clock;
	readonly owner: string;
	readonly gate: SpendGate;
	/** Takes down how long calls take. */
	readonly profiler?: OperationRecorder | undefined;
	/** How fast providers may be asked; as fast as may be when left out. */
	readonly pace?: ProviderPace | undefined;
}

/** What a call is going to send, and may be given back. */
export interface PlannedCall extends CallContext {
	readonly model: ModelId;
	readonly stage: string;
	readonly chapter: number | undefined;
	readonly scene: number | undefined;
	/** All text that is sent. */
	readonly input: readonly string[];
	readonly maxOutputTokens: number;
	/** `now` when left out. */
	readonly lane?: CallLane;
	/** Made up before by who must know the call in another process; a new one when left out. */
	readonly id?: CallId;
}

/** What is known of a call that is held. */
interface HeldCall {
	readonly id: CallId;
	readonly run: RunId;
	readonly lane: CallLane;
	readonly price: ModelPrice;
	readonly inputTokens: number;
	readonly startedAt: number;
	/** Another window may settle it, too. */
	readonly isResumed: boolean;
	/** Undefined for calls that nobody waits for. */
	readonly operation: Operation | undefined;
}

/** The ledger's row of one call, from the hold to the settlement; it is settled once, by whichever comes first. */
export class MeteredCall {
	readonly #held: HeldCall;
	readonly #ports: MeterPorts;
	readonly #paced: PacedCall | undefined;
	#cost: MicroUsd | undefined;
	#firstTextMs: number | undefined;
	#text: string[] = [];
	#characters = 0;
	#notedAt = 0;
	#settled = false;

	/**
	 * Sets the worst case aside.
	 * @throws BudgetExceededError, AppError `unknown-price`, or the signal's reason: then there is no call, and no row
	 */
	static async hold(planned: PlannedCall, ports: MeterPorts, signal: AbortSignal): Promise<MeteredCall> {
		const { clock, owner, gate } = ports;
		const { model, maxOutputTokens, lane = 'now', id = newCallId() } = planned;
		const { run, node, role, attempt, stage, chapter, scene } = planned;
		const { price, estimatedInputTokens, factor, cost } = await worstCase(planned, ports);
		// Cancelled before it is sent: it costs nothing and is no call.
		signal.throwIfAborted();
		// Before anything is held: who waits for a provider must not keep others from the budget.
		const expected = { inputTokens: Math.ceil(estimatedInputTokens * factor), maxOutputTokens };
		const paced = lane === 'now' ? await enterPace(planned, expected, ports, signal) : undefined;
		const startedAt = clock.now();
		const hold = gate.hold(
			{
				...{ run, node, role, attempt, stage, chapter, scene },
				id,
				model: formatModelId(model),
				lane,
				heldMicroUsd: cost,
				priceSource: price.source,
				priceSnapshot: price.snapshot,
				estimatedInputTokens,
				startedAt,
				owner,
			},
			signal,
		);
		await hold.catch((error: unknown) => {
			paced?.withdraw();
			throw error;
		});
		const known = { id, run, lane, price, inputTokens: estimatedInputTokens, startedAt: clock.now() };
		const operation = lane === 'now' ? startedOperation(planned, id, ports) : undefined;
		return new MeteredCall({ ...known, isResumed: false, operation }, ports, paced);
	}

	/**
	 * Takes up a call that was held before, perhaps by another process.
	 * @throws AppError `unknown-price` when no price is known for its model any more
	 */
	static async resume(open: OpenCall, ports: MeterPorts): Promise<MeteredCall> {
		const { id, run, lane, estimatedInputTokens: inputTokens, startedAt } = open;
		const price = await ports.prices.priceOf(parseModelId(open.model));
		const held = { id, run, lane, price, inputTokens, startedAt, isResumed: true, operation: undefined };
		return new MeteredCall(held, ports);
	}

	private constructor(held: HeldCall, ports: MeterPorts, paced?: PacedCall) {
		this.#held = held;
		this.#ports = ports;
		this.#paced = paced;
	}

	get id(): CallId {
		return this.#held.id;
	}

	/** What it was settled at here; undefined while it is open, and when another window has settled it. */
	get cost(): MicroUsd | undefined {
		return this.#cost;
	}

	receive(text: string): void {
		const now = this.#ports.clock.now();
		// Nobody watches a batch; its hours would say nothing of how fast a model begins.
		if (this.#held.lane === 'now' && this.#firstTextMs === undefined) {
			this.#firstTextMs = Math.max(0, now - this.#held.startedAt);
			this.#profile((profiler, operation) => profiler.noteFirstText(operation));
		}
		this.#text.push(text);
		this.#characters += text.length;
		if (Math.abs(now - this.#notedAt) < 1_000) return;
		this.#notedAt = now;
		try {
			this.#ports.ledger.received(this.#held.id, this.#characters);
		} catch {
			// A note for the case of a crash is no reason to lose what is arriving; the next one says more.
		}
	}

	/**
	 * @param reported undefined when the provider reports none
	 * @param billed what the provider says it billed, where it says so
	 */
	async finish(reported: Usage | undefined, billed?: MicroUsd): Promise<void> {
		this.#paced?.succeeded(reported);
		const usage = reported ?? (await this.#estimatedUsage());
		this.#settle({
			state: billed !== undefined ? 'billed' : reported !== undefined ? 'reported' : 'estimated',
			outcome: 'ok',
			usage,
			cost: billed ?? this.#costOf(usage),
			savings: this.#savingsOf(usage),
			fault: undefined,
		});
	}

	/** A request that was refused at the door costs nothing; one that died on the way is paid for as far as it came. */
	async fail(error: unknown, aborted: boolean): Promise<void> {
		this.#paced?.failed(aborted ? undefined : error, error instanceof ModelFault ? error.usage : undefined);
		if (this.#settled) return;
		const refusedAtTheDoor = error instanceof ModelFault && !error.wasSent && this.#characters === 0;
		const reported = error instanceof ModelFault ? error.usage : undefined;
		const usage = reported ?? (refusedAtTheDoor ? noUsage : await this.#estimatedUsage());
		this.#settle({
			state: reported === undefined ? 'estimated' : 'reported',
			outcome: aborted ? 'aborted' : 'failed',
			usage,
			cost: refusedAtTheDoor ? noMoney : this.#costOf(usage),
			savings: refusedAtTheDoor ? noSavings : this.#savingsOf(usage),
			fault: error instanceof ModelFault ? error.kind : undefined,
		});
	}

	async abandon(): Promise<void> {
		this.#paced?.failed(undefined, undefined);
		if (this.#settled) return;
		const usage = await this.#estimatedUsage();
		const cost = this.#costOf(usage);
		this.#settle({ state: 'estimated', outcome: 'aborted', usage, cost, savings: noSavings, fault: undefined });
	}

	/** Part of a batch that got no answer; nobody pays for more than was reported. */
	endUnanswered(fault: FaultKind, reported: Usage | undefined): void {
		const usage = reported ?? noUsage;
		this.#settle({
			state: reported === undefined ? 'estimated' : 'reported',
			outcome: 'failed',
			usage,
			cost: this.#costOf(usage),
			savings: this.#savingsOf(usage),
			fault,
		});
	}

	#costOf(usage: Usage): MicroUsd {
		return this.#held.price.costOf(usage, this.#held.lane);
	}

	#savingsOf(usage: Usage): Savings {
		const { price, lane } = this.#held;
		const uncached = { ...usage, cacheReadTokens: 0, cacheWriteTokens: 0, cacheWriteHourTokens: 0 };
		const cost = price.costOf(usage, lane);
		return { cache: price.costOf(uncached, lane) - cost, batch: lane === 'batch' ? price.costOf(usage) - cost : 0 };
	}

	async #estimatedUsage(): Promise<Usage> {
		return {
			...noUsage,
			inputTokens: this.#held.inputTokens,
			outputTokens: await this.#ports.tokens.count(this.#text.join('')),
		};
	}

	#settle(end: Omit<CallEnd, 'firstTextMs' | 'latencyMs'>): void {
		if (this.#settled) return;
		this.#endOperation(end);
		const { id, run, startedAt, isResumed } = this.#held;
		// The machine's clock may have been set back meanwhile.
		const latencyMs = Math.max(0, this.#ports.clock.now() - startedAt);
		const whole = { ...end, firstTextMs: this.#firstTextMs, latencyMs };
		const isOurs = isResumed ? this.#ports.gate.settleIfOpen(id, run, whole) : this.#settleOwn(whole);
		// Not before: a write that failed is tried again by whoever comes next.
		this.#settled = true;
		if (isOurs) this.#cost = end.cost;
	}

	#endOperation({ outcome, usage, fault }: Omit<CallEnd, 'firstTextMs' | 'latencyMs'>): void {
		const { inputTokens, cacheReadTokens, outputTokens } = usage;
		this.#profile((profiler, operation) =>
			profiler.endOperation(operation, spanOutcomes[outcome], { inputTokens, cacheReadTokens, outputTokens, fault }),
		);
	}

	#profile(note: (profiler: OperationRecorder, operation: Operation) => void): void {
		const { profiler } = this.#ports;
		const { operation } = this.#held;
		if (profiler !== undefined && operation !== undefined) note(profiler, operation);
	}

	#settleOwn(end: CallEnd): true {
		this.#ports.gate.settle(this.#held.id, this.#held.run, end);
		return true;
	}
}

const spanOutcomes: Readonly<Record<CallEnd['outcome'], SpanOutcome>> = {
	ok: 'ok',
	failed: 'failed',
	aborted: 'cancelled',
	abandoned: 'cancelled',
};

function startedOperation(planned: PlannedCall, call: CallId, { profiler }: MeterPorts): Operation | undefined {
	const { node, stage, chapter, scene, attempt, role } = planned;
	const model = formatModelId(planned.model);
	const place = { node, stage, chapter, scene, attempt, model, call };
	return profiler?.startOperation(role === 'embed' ? 'embeddings' : 'chat', 'model-call', place);
}

async function enterPace(
	{ model, stage, hasFallback = false, waiting }: PlannedCall,
	tokens: { readonly inputTokens: number; readonly maxOutputTokens: number },
	{ pace }: MeterPorts,
	signal: AbortSignal,
): Promise<PacedCall | undefined> {
	const purpose = `${formatModelId(model)} ${stage}`;
	const request = { ...tokens, provider: model.provider, purpose, hasFallback };
	if (pace === undefined || isRehearsal(model)) return undefined;
	return await pace.enter({ ...request, waiting }, signal);
}
