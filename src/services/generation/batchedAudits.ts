import * as l10n from '@vscode/l10n';
import { AppError, sentenceOf } from '../../base/errors.js';
import { Emitter } from '../../base/emitter.js';
import { newId, newCallId, newRunId, type RunId } from '../../base/ids.js';
import { BudgetExceededError } from '../../core/cost/budget.js';
import { microUsd, type MicroUsd } from '../../core/cost/money.js';
import type { ModelPrice, PriceTable } from '../../core/cost/priceTable.js';
import type { ProcessIdentity } from '../../core/execution/processIdentity.js';
import type { BatchModel, BatchModels } from '../../core/models/batchModel.js';
import { noUsage } from '../../core/models/languageModel.js';
import { ModelFault } from '../../core/models/modelFault.js';
import { formatModelId, parseModelId } from '../../core/models/modelId.js';
import type { Manuscript } from '../../core/novel/manuscript.js';
import type { Novel } from '../../core/novel/novel.js';
import type { NovelStore } from '../../core/novel/novelStore.js';
import type { AuditBatch, AuditOffer, CollectedAudits, SubmittedAudits } from '../../core/pipeline/auditBatches.js';
import type { BatchBook, BatchPart, OpenBatch } from '../../core/pipeline/batchBook.js';
import type { ChapterOnDesk } from '../../core/pipeline/chapterState.js';
import { locateQuote } from '../../core/prose/paragraphLocation.js';
import { MeteredCall, type MeterPorts } from '../cost/meteredCall.js';
import { promptOf, type CallWitness } from '../cost/meteredModel.js';
import { collectBatch, type Collection } from './batchCollection.js';
import { ChapterDesk } from './chapterDesk.js';
import type { GenerationSettings } from './generationSettings.js';
import { openAudits, type OpenAudit, type OpenAuditPorts } from './openAudits.js';

export interface BatchedAuditsPorts extends OpenAuditPorts {
	readonly store: NovelStore;
	readonly manuscript: Manuscript;
	readonly models: OpenAuditPorts['models'] & BatchModels;
	readonly prices: PriceTable;
	readonly book: BatchBook;
	readonly meter: MeterPorts;
	readonly witness: CallWitness;
	readonly processes: ProcessIdentity;
	settings(): GenerationSettings;
}

/** What goes into a batch now. */
interface Sendable {
	readonly model: BatchModel;
	readonly price: ModelPrice;
	readonly audits: readonly OpenAudit[];
}

/** A batch may be listed by its provider a little later than it was taken. */
const listedAfterMs = 60_000;
/** Providers end a batch within a day; one that is unknown for this long does not come back. */
const givenUpAfterMs = 3 * 86_400_000;

/** Audits of finished chapters, bought together within a day for less: another way to fill the journal. */
export class BatchedAudits {
	readonly #ports: BatchedAuditsPorts;
	readonly #desk: ChapterDesk;
	readonly #collected = new Emitter<CollectedAudits>();
	#last: Promise<unknown> = Promise.resolve();

	/** Audits came back, or are open again. */
	readonly onCollected = this.#collected.on;

	constructor(ports: BatchedAuditsPorts) {
		this.#ports = ports;
		this.#desk = new ChapterDesk(ports.manuscript, ports.journal, ports.clock);
	}

	/** Whether any batch is out. */
	get isOut(): boolean {
		return this.#ports.book.open().length > 0;
	}

	/** Whether the model that checks takes batches, for a price that is known. */
	async isOffered(): Promise<boolean> {
		const { prices, models } = this.#ports;
		const id = parseModelId(this.#ports.settings().models.check);
		return (await prices.priceOf(id)).batches && (await models.batchModelOf(id)) !== undefined;
	}

	/** Undefined when there is nothing to audit, or no batches are to be had. @throws AppError as `ModelRegistry.open` */
	async offer(): Promise<AuditOffer | undefined> {
		const sendable = await this.#sendable();
		if (sendable === undefined) return undefined;
		const { audits, price, model } = sendable;
		const { now, inBatch } = await this.#priceOf(audits, price);
		return {
			model: formatModelId(model.id),
			chapters: audits.map(({ chapter }) => chapter),
			priceNow: now,
			priceInBatch: inBatch,
			saving: microUsd(now - inBatch),
		};
	}

	/**
	 * Chapters whose audit has its place in a run although audits are batched: those that are bought already, and those of
	 * which a batch brought nothing that can be used.
	 */
	async auditedInRun(novel: Novel, desk: readonly ChapterOnDesk[]): Promise<ReadonlySet<number>> {
		const audits = await openAudits(novel, desk, this.#ports.settings(), this.#ports);
		const ready = audits.filter(
			({ isKnown, node, prepared }) => isKnown || this.#ports.book.isUnusable(node, prepared.fingerprint),
		);
		return new Set(ready.map(({ chapter }) => chapter));
	}

	/**
	 * Sends what `offer` tells of, as far as the budget goes. Undefined when there is nothing to send.
	 * @param run to whose budget it counts
	 * @throws BudgetExceededError when there is room for none, AppError or ModelFault for what else keeps it from being sent
	 */
	submit(signal: AbortSignal, run = newRunId()): Promise<SubmittedAudits | undefined> {
		return this.#serially(() => this.#submit(run, signal));
	}

	/** Asks after all batches that are out, and takes in those that have ended. */
	collect(signal: AbortSignal): Promise<CollectedAudits> {
		return this.#serially(() => this.#collect(signal));
	}

	/** What is out. @throws ModelFault when the provider does not tell */
	async state(signal: AbortSignal): Promise<readonly AuditBatch[]> {
		const batches: AuditBatch[] = [];
		for (const { id, model, parts, createdAt, providerId } of this.#ports.book.open()) {
			const look = providerId === undefined ? undefined : await (await this.#modelOf(model)).look(providerId, signal);
			const known = look?.kind === 'running' ? { completed: look.completed, total: look.total } : undefined;
			const ended = look?.kind === 'ended' ? { completed: parts.length, total: parts.length } : undefined;
			batches.push({ id, model, createdAt, chapters: chaptersOf(parts), progress: known ?? ended });
		}
		return batches;
	}

	/** Asks the providers to stop; what was answered until then is paid for, and collected later. */
	cancel(signal: AbortSignal): Promise<void> {
		return this.#serially(async () => {
			for (const batch of this.#ports.book.open()) {
				const model = await this.#modelOf(batch.model);
				const providerId = batch.providerId ?? (await this.#whereIs(batch, model, signal));
				if (providerId !== undefined) await model.cancel(providerId, signal);
			}
		});
	}

	/** One at a time in this process: whoever sends must not be taken for one that died. */
	#serially<T>(work: () => Promise<T>): Promise<T> {
		const next = this.#last.catch(() => undefined).then(work);
		this.#last = next;
		return next;
	}

	async #sendable(): Promise<Sendable | undefined> {
		const { prices, models, store, book } = this.#ports;
		const settings = this.#ports.settings();
		const id = parseModelId(settings.models.check);
		const price = await prices.priceOf(id);
		if (!price.batches) return undefined;
		const model = await models.batchModelOf(id);
		const { novel } = await store.read();
		if (model === undefined || novel === undefined) return undefined;
		const desk = await this.#desk.look(novel, novel.outline.at(-1)?.number ?? 0);
		const out = new Set(book.open().flatMap(({ parts }) => parts.map(({ node, fingerprint }) => node + fingerprint)));
		const audits = (await openAudits(novel, desk, settings, this.#ports)).filter(
			({ isKnown, node, prepared: { fingerprint } }) =>
				!isKnown && !out.has(node + fingerprint) && !book.isUnusable(node, fingerprint),
		);
		return audits.length === 0 ? undefined : { model, price, audits };
	}

	async #priceOf(
		audits: readonly OpenAudit[],
		price: ModelPrice,
	): Promise<{ readonly now: MicroUsd; readonly inBatch: MicroUsd }> {
		const counts = await this.#ports.meter.tokens.countAll(audits.map(({ prepared }) => promptOf(prepared.request)));
		const shape = { chapters: audits.length, scenesPerChapter: 1 };
		const usages = counts.map((inputTokens, at) => {
			const outputTokens = audits[at]?.prepared.stage.usualReplyTokens(shape) ?? 0;
			return { ...noUsage, inputTokens, outputTokens };
		});
		return {
			now: microUsd(usages.reduce((sum, usage) => sum + price.costOf(usage), 0)),
			inBatch: microUsd(usages.reduce((sum, usage) => sum + price.costOf(usage, 'batch'), 0)),
		};
	}

	async #submit(run: RunId, signal: AbortSignal): Promise<SubmittedAudits | undefined> {
		const sendable = await this.#sendable();
		if (sendable === undefined) return undefined;
		const { model, audits, price } = sendable;
		const { book, processes, clock } = this.#ports;
		const requests = audits.map((audit) => ({ audit, part: partOf(audit) }));
		const name = formatModelId(model.id);
		const start = { id: newId(), owner: processes.owner, model: name, createdAt: clock.now() };
		const noted = new Set(book.prepare({ ...start, parts: requests.map(({ part }) => part) }).map(({ call }) => call));
		const wanted = requests.filter(({ part }) => noted.has(part.call));
		if (wanted.length === 0) return undefined;
		const batch = { ...start, providerId: undefined, parts: wanted.map(({ part }) => part) };
		const held = await this.#hold(batch, wanted, model, run, signal);
		await this.#send({ ...batch, parts: held.map(({ part }) => part) }, held, model, signal);
		const sent = held.map(({ audit }) => audit);
		const { now, inBatch } = await this.#priceOf(sent, price);
		return { chapters: sent.map(({ chapter }) => chapter), saving: microUsd(now - inBatch) };
	}

	/** As many as there is room for. @throws what keeps even the first from being held; then nothing is */
	async #hold(
		batch: OpenBatch,
		requests: readonly Request[],
		model: BatchModel,
		run: RunId,
		signal: AbortSignal,
	): Promise<readonly Request[]> {
		const held: Request[] = [];
		try {
			for (const request of requests) {
				const planned = { ...plannedCall(request), model: model.id, run };
				const { id } = await MeteredCall.hold(planned, this.#ports.meter, signal);
				const { request: sent, fitted } = request.audit.prepared;
				held.push(request);
				this.#ports.witness.saw(id, model.id, sent, { ...planned, fitted });
			}
		} catch (error) {
			if (held.length === 0 || !(error instanceof BudgetExceededError)) {
				this.#giveUp(batch, 'not sent');
				throw error;
			}
		}
		this.#ports.book.keep(
			batch.id,
			held.map(({ part }) => part),
		);
		return held;
	}

	async #send(batch: OpenBatch, held: readonly Request[], model: BatchModel, signal: AbortSignal): Promise<void> {
		const requests = held.map(({ part, audit }) => ({ id: part.call, request: audit.prepared.request }));
		try {
			this.#ports.book.submitted(batch.id, await model.submit(batch.id, requests, signal));
		} catch (error) {
			// Else it is in preparation until the provider tells whether it has it.
			if (wasSurelyNotTaken(error)) this.#giveUp(batch, 'refused');
			throw error;
		}
	}

	async #collect(signal: AbortSignal): Promise<CollectedAudits> {
		const collections: Collection[] = [];
		const failures: string[] = [];
		const before = this.#ports.meter.ledger.totals().savings.batch;
		const batches = this.#ports.book.open();
		for (const batch of batches) {
			try {
				const collection = await this.#collectOne(batch, signal);
				if (collection !== undefined) collections.push(collection);
			} catch (error) {
				signal.throwIfAborted();
				failures.push(sentenceOf(error));
			}
		}
		const audits = collections.flatMap((one) => one.audits);
		const collected: CollectedAudits = {
			chapters: audits.map(({ chapter }) => chapter).sort((one, other) => one - other),
			cost: microUsd(collections.reduce((sum, { cost }) => sum + cost, 0)),
			saving: this.#ports.meter.ledger.totals().savings.batch - before,
			findings: audits.length === 0 ? 0 : await this.#standingFindings(audits),
			out: this.#ports.book.open().length,
			failures: [...new Set([...failures, ...collections.flatMap((one) => one.failures)])],
		};
		if (batches.length > collected.out) this.#collected.emit(collected);
		return collected;
	}

	/** Undefined while it is still going on. */
	async #collectOne(batch: OpenBatch, signal: AbortSignal): Promise<Collection | undefined> {
		const model = await this.#modelOf(batch.model);
		const providerId = batch.providerId ?? (await this.#whereIs(batch, model, signal));
		if (providerId === undefined) return undefined;
		const look = await model.look(providerId, signal);
		if (look.kind === 'running') return undefined;
		if (look.kind === 'unknown') {
			if (this.#ports.clock.now() - batch.createdAt < givenUpAfterMs) throw unknownBatch(batch.model);
			return await collectBatch(batch, 'unknown', [], this.#ports);
		}
		const collection = await collectBatch(batch, look.how, await model.results(providerId, signal), this.#ports);
		// What the provider keeps is nobody's loss but the author's privacy; it is deleted in any case after some weeks.
		await model.forget(providerId, signal).catch(() => undefined);
		return collection;
	}

	/** For a batch of which it is not known whether it was sent: adopted when it was, open again when it was not. */
	async #whereIs(batch: OpenBatch, model: BatchModel, signal: AbortSignal): Promise<string | undefined> {
		const { processes, book, clock } = this.#ports;
		const { id, owner, createdAt } = batch;
		if (owner !== processes.owner && processes.isAlive(owner, createdAt)) return undefined;
		const search = await model.find(id, signal);
		if (search.kind === 'found') {
			book.submitted(id, search.id);
			return search.id;
		}
		if (search.kind === 'none' && clock.now() - createdAt >= listedAfterMs) this.#giveUp(batch, 'not sent');
		return undefined;
	}

	#giveUp({ id, parts }: OpenBatch, outcome: string): void {
		for (const { call } of parts) this.#ports.meter.gate.withdraw(call);
		const ended = parts.map((part) => ({ ...part, outcome: 'unanswered' as const }));
		this.#ports.book.end(id, outcome, ended, this.#ports.clock.now());
	}

	async #standingFindings(audits: Collection['audits']): Promise<number> {
		const { novel } = await this.#ports.store.read();
		if (novel === undefined) return 0;
		const desk = await this.#desk.look(novel, novel.outline.at(-1)?.number ?? 0);
		const textOf = (chapter: number): string => desk.find((one) => one.chapter === chapter)?.text ?? '';
		return audits.reduce((sum, { chapter, audit }) => {
			const standing = audit.findings.filter(({ quote }) => locateQuote(textOf(chapter), quote) !== undefined);
			return sum + standing.length;
		}, 0);
	}

	async #modelOf(name: string): Promise<BatchModel> {
		const model = await this.#ports.models.batchModelOf(parseModelId(name));
		if (model !== undefined) return model;
		throw new AppError(
			'no-batches',
			l10n.t(
				'A batch for {0} is out, but as the settings are now its provider takes no batches. Set the provider as it was.',
				name,
			),
		);
	}
}

interface Request {
	readonly audit: OpenAudit;
	readonly part: BatchPart;
}

function partOf({ node, prepared, chapter }: OpenAudit): BatchPart {
	return { call: newCallId(), node, fingerprint: prepared.fingerprint, chapter };
}

function plannedCall({ audit, part }: Request): Omit<Parameters<typeof MeteredCall.hold>[0], 'run' | 'model'> {
	const { stage, request } = audit.prepared;
	return {
		id: part.call,
		node: part.node,
		role: stage.role,
		attempt: 1,
		stage: stage.id,
		chapter: part.chapter,
		scene: undefined,
		input: [promptOf(request)],
		maxOutputTokens: request.maxOutputTokens,
		lane: 'batch',
	};
}

function chaptersOf(parts: readonly BatchPart[]): readonly number[] {
	return parts.map(({ chapter }) => chapter);
}

/** Turned away, or never there; a server that failed or a line that was cut may have taken it all the same. */
function wasSurelyNotTaken(error: unknown): boolean {
	return error instanceof ModelFault && !error.wasSent && error.kind !== 'overloaded';
}

function unknownBatch(model: string): AppError {
	return new AppError(
		'unknown-batch',
		l10n.t(
			'The provider does not know the batch that is out for {0}. Check that the key is of the same account as before.',
			model,
		),
	);
}
