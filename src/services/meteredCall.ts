import type { Clock } from '../base/clock.js';
import { newCallId, type CallId, type RunId } from '../base/ids.js';
import { BudgetExceededError } from '../core/cost/budget.js';
import type { CallEnd, Ledger } from '../core/cost/ledger.js';
import { microUsd, noMoney, type MicroUsd } from '../core/cost/money.js';
import type { ModelPrice, PriceTable } from '../core/cost/priceTable.js';
import { noUsage, type Usage } from '../core/models/languageModel.js';
import { ModelFault } from '../core/models/modelFault.js';
import { formatModelId, type ModelId } from '../core/models/modelId.js';
import type { TokenCounter } from '../core/models/tokenCounter.js';

/** Where a call belongs. */
export interface CallContext {
	readonly run: RunId;
	readonly node: string;
	readonly role: string;
	readonly attempt: number;
}

export interface MeterPorts {
	readonly ledger: Ledger;
	readonly prices: PriceTable;
	readonly tokens: TokenCounter;
	readonly clock: Clock;
	readonly owner: string;
	/** Read at each call, so that a raised budget counts at once. */
	budget(): MicroUsd;
	onChange(): void;
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
}

/**
 * Tokenizers differ: tiktoken counts about a third low on other families' prose, and a message has a frame.
 * A hold must be the worst case, so the estimate is raised by this factor and this many tokens.
 */
const worstCaseFactor = 1.5;
const worstCaseFrame = 500;

/** The ledger's row of one call, from the hold to the settlement; it is settled once, by whichever comes first. */
export class MeteredCall {
	readonly #id: CallId;
	readonly #price: ModelPrice;
	readonly #inputTokens: number;
	readonly #ports: MeterPorts;
	readonly #startedAt: number;
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
		const { ledger, prices, tokens, clock, owner } = ports;
		const { model, input, maxOutputTokens, ...context } = planned;
		const price = await prices.priceOf(model);
		const counts = await tokens.countAll(input);
		const estimatedInputTokens = counts.reduce((sum, count) => sum + count, 0);
		// Cancelled before it is sent: it costs nothing and is no call.
		signal.throwIfAborted();
		const id = newCallId();
		const limit = ports.budget();
		const verdict = ledger.hold(
			{
				...context,
				id,
				model: formatModelId(model),
				heldMicroUsd: worstCaseCost(price, estimatedInputTokens, maxOutputTokens),
				priceSource: price.source,
				priceSnapshot: price.snapshot,
				estimatedInputTokens,
				startedAt: clock.now(),
				owner,
			},
			limit,
		);
		if (verdict.kind === 'denied') throw new BudgetExceededError(limit, verdict.shortfall, formatModelId(model));
		ports.onChange();
		return new MeteredCall(id, price, estimatedInputTokens, ports);
	}

	private constructor(id: CallId, price: ModelPrice, inputTokens: number, ports: MeterPorts) {
		this.#id = id;
		this.#price = price;
		this.#inputTokens = inputTokens;
		this.#ports = ports;
		this.#startedAt = ports.clock.now();
	}

	receive(text: string): void {
		const now = this.#ports.clock.now();
		this.#firstTextMs ??= now - this.#startedAt;
		this.#text.push(text);
		this.#characters += text.length;
		if (now - this.#notedAt < 1_000) return;
		this.#notedAt = now;
		try {
			this.#ports.ledger.received(this.#id, this.#characters);
		} catch {
			// A note for the case of a crash is no reason to lose what is arriving; the next one says more.
		}
	}

	/**
	 * @param reported undefined when the provider reports none
	 * @param billed what the provider says it billed, where it says so
	 */
	async finish(reported: Usage | undefined, billed?: MicroUsd): Promise<void> {
		const usage = reported ?? (await this.#estimatedUsage());
		this.#settle({
			state: billed !== undefined ? 'billed' : reported !== undefined ? 'reported' : 'estimated',
			outcome: 'ok',
			usage,
			cost: billed ?? this.#price.costOf(usage),
			fault: undefined,
		});
	}

	/** A request that was refused at the door costs nothing; one that died on the way is paid for as far as it came. */
	async fail(error: unknown, aborted: boolean): Promise<void> {
		if (this.#settled) return;
		const refusedAtTheDoor = error instanceof ModelFault && !error.wasSent && this.#characters === 0;
		const reported = error instanceof ModelFault ? error.usage : undefined;
		const usage = reported ?? (refusedAtTheDoor ? noUsage : await this.#estimatedUsage());
		this.#settle({
			state: reported === undefined ? 'estimated' : 'reported',
			outcome: aborted ? 'aborted' : 'failed',
			usage,
			cost: refusedAtTheDoor ? noMoney : this.#price.costOf(usage),
			fault: error instanceof ModelFault ? error.kind : undefined,
		});
	}

	async abandon(): Promise<void> {
		if (this.#settled) return;
		const usage = await this.#estimatedUsage();
		this.#settle({ state: 'estimated', outcome: 'aborted', usage, cost: this.#price.costOf(usage), fault: undefined });
	}

	async #estimatedUsage(): Promise<Usage> {
		return {
			...noUsage,
			inputTokens: this.#inputTokens,
			outputTokens: await this.#ports.tokens.count(this.#text.join('')),
		};
	}

	#settle(end: Omit<CallEnd, 'firstTextMs' | 'latencyMs'>): void {
		if (this.#settled) return;
		this.#settled = true;
		this.#ports.ledger.settle(this.#id, {
			...end,
			firstTextMs: this.#firstTextMs,
			latencyMs: this.#ports.clock.now() - this.#startedAt,
		});
		this.#ports.onChange();
	}
}

/** Nobody knows beforehand whether the provider writes the prompt into its cache, nor which of the two is dearer. */
function worstCaseCost(price: ModelPrice, inputTokens: number, maxOutputTokens: number): MicroUsd {
	const input = Math.ceil(inputTokens * worstCaseFactor) + worstCaseFrame;
	const plain = { ...noUsage, inputTokens: input, outputTokens: maxOutputTokens };
	return microUsd(Math.max(price.costOf(plain), price.costOf({ ...plain, cacheWriteTokens: input })));
}
