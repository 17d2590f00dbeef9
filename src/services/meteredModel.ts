import type { Clock } from '../base/clock.js';
import { newCallId, type CallId, type RunId } from '../base/ids.js';
import { BudgetExceededError } from '../core/cost/budget.js';
import type { CallEnd, Ledger } from '../core/cost/ledger.js';
import { microUsd, noMoney, type MicroUsd } from '../core/cost/money.js';
import type { ModelPrice, PriceTable } from '../core/cost/priceTable.js';
import {
	noUsage,
	type LanguageModel,
	type ModelPart,
	type ModelRequest,
	type Usage,
} from '../core/models/languageModel.js';
import { ModelFault } from '../core/models/modelFault.js';
import { formatModelId } from '../core/models/modelId.js';
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

type FinishPart = Extract<ModelPart, { kind: 'finish' }>;

/**
 * Tokenizers differ: tiktoken counts about a third low on other families' prose, and a message has a frame.
 * A hold must be the worst case, so the estimate is raised by this factor and this many tokens.
 */
const worstCaseFactor = 1.5;
const worstCaseFrame = 500;

/** No call starts without a hold, and none ends without a row. */
export class MeteredModel {
	readonly #ports: MeterPorts;

	constructor(ports: MeterPorts) {
		this.#ports = ports;
	}

	/** Streams one attempt. @throws BudgetExceededError before anything is sent; else what the model throws. */
	async *stream(
		model: LanguageModel,
		request: ModelRequest,
		context: CallContext,
		signal: AbortSignal,
	): AsyncGenerator<ModelPart> {
		const call = await this.#hold(model, request, context, signal);
		try {
			for await (const part of model.stream(request, signal)) {
				if (part.kind === 'text') call.receive(part.text);
				else await call.finish(part);
				yield part;
			}
		} catch (error) {
			await call.fail(error, signal.aborted);
			throw error;
		} finally {
			// The consumer may stop reading in the middle.
			await call.abandon();
		}
	}

	async #hold(
		model: LanguageModel,
		request: ModelRequest,
		context: CallContext,
		signal: AbortSignal,
	): Promise<MeteredCall> {
		const { ledger, prices, tokens, clock, owner } = this.#ports;
		const price = await prices.priceOf(model.id);
		const estimatedInputTokens = await tokens.count(promptOf(request));
		// Cancelled before it is sent: it costs nothing and is no call.
		signal.throwIfAborted();
		const id = newCallId();
		const limit = this.#ports.budget();
		const heldMicroUsd = worstCaseCost(price, estimatedInputTokens, request.maxOutputTokens);
		const { stage, chapter, scene } = request.purpose;
		const verdict = ledger.hold(
			{
				...context,
				id,
				stage,
				chapter,
				scene,
				model: formatModelId(model.id),
				heldMicroUsd,
				priceSource: price.source,
				priceSnapshot: price.snapshot,
				estimatedInputTokens,
				startedAt: clock.now(),
				owner,
			},
			limit,
		);
		if (verdict.kind === 'denied') throw new BudgetExceededError(limit, verdict.shortfall, formatModelId(model.id));
		this.#ports.onChange();
		return new MeteredCall(id, price, estimatedInputTokens, this.#ports);
	}
}

class MeteredCall {
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

	constructor(id: CallId, price: ModelPrice, inputTokens: number, ports: MeterPorts) {
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

	async finish(part: FinishPart): Promise<void> {
		const usage = part.usage ?? (await this.#estimatedUsage());
		const reported = part.reportedMicroUsd as MicroUsd | undefined;
		this.#settle({
			state: reported !== undefined ? 'billed' : part.usage !== undefined ? 'reported' : 'estimated',
			outcome: 'ok',
			usage,
			cost: reported ?? this.#price.costOf(usage),
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

function promptOf(request: ModelRequest): string {
	const { system, context, task, soFar, goOn = '', replySchema } = request;
	return [system, context, task, soFar, goOn, replySchema === undefined ? '' : JSON.stringify(replySchema.schema)].join(
		'\n\n',
	);
}

/** Nobody knows beforehand whether the provider writes the prompt into its cache, nor which of the two is dearer. */
function worstCaseCost(price: ModelPrice, inputTokens: number, maxOutputTokens: number): MicroUsd {
	const input = Math.ceil(inputTokens * worstCaseFactor) + worstCaseFrame;
	const plain = { ...noUsage, inputTokens: input, outputTokens: maxOutputTokens };
	return microUsd(Math.max(price.costOf(plain), price.costOf({ ...plain, cacheWriteTokens: input })));
}
