import type { Clock } from '../../base/clock.js';
import { AppError, isAppError } from '../../base/errors.js';
import { newId } from '../../base/ids.js';
import { callCost, forecastCosts, type Forecast, type Range } from '../../core/cost/forecast.js';
import {
	checkedForecasts,
	forecastErrors,
	promptGrowth,
	type ForecastBook,
	type ForecastError,
	type StoredForecast,
} from '../../core/cost/forecastBook.js';
import type { ExpectedCall, ForecastModel } from '../../core/cost/forecastNode.js';
import type { Ledger } from '../../core/cost/ledger.js';
import { microUsd, type MicroUsd } from '../../core/cost/money.js';
import type { PriceTable } from '../../core/cost/priceTable.js';
import { tokenFactor } from '../../core/cost/tokenFactor.js';
import { usualThinkingTokens } from '../../core/cost/typicalTokens.js';
import type { UsageHistory } from '../../core/cost/usageHistory.js';
import { modelQualities, type ModelQuality } from '../../core/models/catalogueModel.js';
import { formatModelId, parseModelId } from '../../core/models/modelId.js';
import type { BookRehearsal } from '../../core/pipeline/bookRehearsal.js';
import { bookDuration } from '../../core/pipeline/bookDuration.js';
import { expectedCalls } from '../../core/pipeline/expectedCalls.js';
import type { ChapterWork, Continuity } from '../../core/pipeline/stageGraph.js';
import { modelRoles, modelStages, type ModelRole } from '../../core/pipeline/stages.js';
import type { GenerationRequest } from '../../core/pipeline/workList.js';
import type { AuditTiming } from '../generation/generationSettings.js';
import type { BookOutlook } from '../generation/bookOutlook.js';
import type { CostService } from './costService.js';

export type RoleModels = Readonly<Record<ModelRole, string>>;

export interface ForecastServicePorts {
	readonly outlook: Pick<BookOutlook, 'outstanding'>;
	readonly rehearsal: BookRehearsal;
	readonly prices: PriceTable;
	readonly ledger: Ledger;
	readonly history: UsageHistory;
	readonly book: ForecastBook;
	readonly costs: CostService;
	readonly clock: Clock;
	/** The cheapest models of a quality that could do the work; undefined when there are none. */
	modelsOf(quality: ModelQuality, signal: AbortSignal): Promise<RoleModels | undefined>;
	/** Whether a model thinks before it writes. */
	thinks(model: string): boolean;
	settings(): {
		readonly models: RoleModels;
		readonly concurrency: number;
		readonly audits: AuditTiming;
		readonly continuity: Continuity;
	};
}

/** What a run is expected to come to. */
export interface CostForecast extends Forecast {
	readonly models: RoleModels;
	/** To be drafted. */
	readonly chapters: number;
	/** What thinking may add, which is billed as output, until this book's calls show how much there is of it. */
	readonly thinking: MicroUsd;
	/** Milliseconds, with the continuity that is set. */
	readonly expectedMs: number;
	readonly continuity: Continuity;
	/** Milliseconds by continuity; what is bought is about the same in either. */
	readonly expectedMsBy: Readonly<Record<Continuity, number>>;
	/** What one run may still spend: of the novel's budget, the month's and its own. */
	readonly left: MicroUsd;
	/** Chapters that what is left pays for, as they are expected. */
	readonly affordableChapters: number;
	/** How far the last forecasts were off, newest first. */
	readonly past: readonly ForecastError[];
	/** What it would save to have the audits in a batch, which takes up to a day; 0 where that is so, or not to be had. */
	readonly batchSaving: MicroUsd;
	/** The same work by the cheapest models of each quality, of providers that there is a key for. */
	readonly alternatives: readonly Alternative[];
}

interface ExpectedBook {
	readonly calls: readonly ExpectedCall[];
	/** In story order. */
	readonly work: readonly ChapterWork[];
	/** Of a chapter. */
	readonly scenes: number;
}

export interface Alternative extends Range {
	readonly quality: ModelQuality;
	readonly models: RoleModels;
	readonly thinking: MicroUsd;
}

/** By then, memory has grown to its budget, and later chapters are like those before. */
const mostRehearsed = 20;
const pastForecasts = 5;
/** Before this book's own audits tell: how often something has to be mended, and how many audits that belief is worth. */
const usualMendingShare = 0.2;
const priorAudits = 3;

/** Says what is going to be spent before it is: from a rehearsal of the work, priced, with what this book has taught. */
export class ForecastService {
	readonly #ports: ForecastServicePorts;
	#latest: StoredForecast | undefined;

	constructor(ports: ForecastServicePorts) {
		this.#ports = ports;
		[this.#latest] = ports.book.latest(1);
	}

	/** The last one that was made, in whichever session. */
	latest(): StoredForecast | undefined {
		return this.#latest;
	}

	/**
	 * One call, in tokens as its model counts them.
	 * @throws AppError `bad-model-id`, `unknown-price` or `bad-tokens`
	 */
	async estimateCost(model: string, inputTokens: number, outputTokens: number): Promise<MicroUsd> {
		for (const [name, tokens] of Object.entries({ input: inputTokens, output: outputTokens })) {
			if (!Number.isInteger(tokens) || tokens < 0 || tokens > 1e9)
				throw new AppError(
					'bad-tokens',
					`${tokens} is no number of ${name} tokens. Give a whole number from 0 to a billion.`,
				);
		}
		return callCost(await this.#ports.prices.priceOf(parseModelId(model)), { inputTokens, outputTokens });
	}

	/**
	 * What it takes to do a request from here on.
	 * @param isKept whether it is held against what comes; what is shown without having been asked for is not
	 * @throws AppError `bad-novel`, `bad-chapters`, `unknown-price`, …, or the signal's reason
	 */
	async predictTotal(request: GenerationRequest, signal: AbortSignal, isKept = true): Promise<CostForecast> {
		const { models, continuity } = this.#ports.settings();
		// A missing price is found before the work is rehearsed.
		const priced = await this.#pricedModels(models);
		const book = await this.#expectedBook(request, signal);
		const checked = checkedForecasts(this.#ports.book.latest(pastForecasts), this.#ports.history);
		const growth = promptGrowth(checked);
		const forecast = this.#forecast(book, priced, growth);
		if (isKept) this.#keep(forecast);
		const { left: all, runLimit = all } = this.#ports.costs.checkBudget();
		const left = microUsd(Math.min(all, runLimit));
		return {
			...forecast,
			models,
			chapters: book.work.filter(({ work }) => work === 'draft').length,
			thinking: this.#thinking(forecast, priced),
			batchSaving: this.#batchSaving(book, priced, growth),
			...this.#durations(book, forecast, continuity),
			left,
			affordableChapters: affordableChapters(forecast, left),
			past: forecastErrors(checked),
			alternatives: await this.#alternatives(book, models, growth, signal).catch(noneIfSettings),
		};
	}

	/**
	 * What a request costs, and no more than that: it is not held against what comes.
	 * @throws AppError `bad-novel`, `bad-chapters`, `unknown-price`, …, or the signal's reason
	 */
	async price(request: GenerationRequest, signal: AbortSignal): Promise<Forecast & Pick<CostForecast, 'thinking'>> {
		const priced = await this.#pricedModels(this.#ports.settings().models);
		const book = await this.#expectedBook(request, signal);
		const checked = checkedForecasts(this.#ports.book.latest(pastForecasts), this.#ports.history);
		const forecast = this.#forecast(book, priced, promptGrowth(checked));
		return { ...forecast, thinking: this.#thinking(forecast, priced) };
	}

	#thinking({ nodes }: Forecast, models: ReadonlyMap<string, ForecastModel>): MicroUsd {
		const thinkers = new Map(
			[...models.values()].filter(({ name }) => this.#ports.thinks(name)).map((one) => [one.name, one]),
		);
		const cost = nodes.reduce((sum, { model, calls, learned }) => {
			const price = thinkers.get(model)?.price;
			if (price === undefined || learned > 0) return sum;
			return sum + calls * callCost(price, { inputTokens: 0, outputTokens: usualThinkingTokens });
		}, 0);
		return microUsd(Math.round(cost));
	}

	/** What of a forecast that was made at a moment has been done since; micro-dollars as they were expected. */
	doneSince(madeAt: number, { nodes }: Pick<Forecast, 'nodes'>): MicroUsd {
		const expected = new Map(nodes.map(({ node, cost }) => [node, cost]));
		const done = this.#ports.history.usageSince(madeAt, nodes);
		return microUsd(Math.round(done.reduce((sum, { node }) => sum + (expected.get(node) ?? 0), 0)));
	}

	/** Whether none of the models that are set costs anything. @throws AppError `unknown-price` */
	async isFree(): Promise<boolean> {
		const models = await this.#pricedModels(this.#ports.settings().models);
		return [...models.values()].every(({ price }) => price.kind === 'free');
	}

	async #expectedBook(request: GenerationRequest, signal: AbortSignal): Promise<ExpectedBook> {
		const { shape, work } = await this.#ports.outlook.outstanding(request);
		const drafts = work.flatMap((one) => (one.work === 'draft' ? [one.chapter] : []));
		const isMany = request.kind === 'chapters' || request.kind === 'redraft';
		const last = isMany ? drafts[mostRehearsed - 1] : undefined;
		const rest = last === undefined ? [] : work.filter(({ chapter }) => chapter > last);
		const first = rest.length === 0 ? request : onlyChapters(request, drafts.slice(0, mostRehearsed));
		const rehearsed = await this.#ports.rehearsal.rehearse(first, signal);
		return { calls: expectedCalls(rehearsed, rest, shape, this.#mendingShare()), work, scenes: shape.scenesPerChapter };
	}

	#durations(
		{ work, scenes }: ExpectedBook,
		{ nodes }: Forecast,
		continuity: Continuity,
	): Pick<CostForecast, 'continuity' | 'expectedMs' | 'expectedMsBy'> {
		const { concurrency } = this.#ports.settings();
		const durations = new Map(nodes.map(({ node, durationMs }) => [node, durationMs]));
		const of = (one: Continuity): number => bookDuration({ work, scenes, durations }, one, concurrency);
		const expectedMsBy = { chained: of('chained'), planned: of('planned') };
		return { continuity, expectedMs: expectedMsBy[continuity], expectedMsBy };
	}

	#forecast(
		{ calls }: ExpectedBook,
		models: ReadonlyMap<string, ForecastModel>,
		growth: ReadonlyMap<string, number>,
		audits = this.#ports.settings().audits,
	): Forecast {
		const modelOf = (role: string): ForecastModel => {
			const model = models.get(role);
			if (model === undefined) throw new Error(`No model has the role ${role}.`);
			return model;
		};
		const isBatched = audits === 'batch' && modelOf(modelStages.continuity_audit.role).price.batches;
		return forecastCosts({
			calls: isBatched ? calls.map(inBatch) : calls,
			modelOf,
			experience: { history: this.#ports.history.stages(), promptGrowth: growth },
		});
	}

	/** What it would save to have the audits in a batch, where they are not and could be. */
	#batchSaving(
		book: ExpectedBook,
		models: ReadonlyMap<string, ForecastModel>,
		growth: ReadonlyMap<string, number>,
	): MicroUsd {
		const [now, batched] = (['now', 'batch'] as const).map(
			(audits) => this.#forecast(book, models, growth, audits).p50,
		);
		const isBatched = this.#ports.settings().audits === 'batch';
		return microUsd(isBatched ? 0 : Math.max(0, (now ?? 0) - (batched ?? 0)));
	}

	async #alternatives(
		book: ExpectedBook,
		present: RoleModels,
		growth: ReadonlyMap<string, number>,
		signal: AbortSignal,
	): Promise<readonly Alternative[]> {
		const alternatives: Alternative[] = [];
		for (const quality of modelQualities) {
			const models = await this.#ports.modelsOf(quality, signal);
			if (models === undefined || modelRoles.every((role) => models[role] === present[role])) continue;
			const priced = await this.#pricedModels(models);
			const forecast = this.#forecast(book, priced, growth);
			const { p50, p90 } = forecast;
			alternatives.push({ quality, models, p50, p90, thinking: this.#thinking(forecast, priced) });
		}
		return alternatives;
	}

	async #pricedModels(models: RoleModels): Promise<ReadonlyMap<string, ForecastModel>> {
		const measures = this.#ports.ledger.tokenMeasures();
		const entries = modelRoles.map(async (role): Promise<readonly [string, ForecastModel]> => {
			const id = parseModelId(models[role]);
			const price = await this.#ports.prices.priceOf(id);
			return [role, { name: formatModelId(id), price, factor: tokenFactor(id, measures) }];
		});
		return new Map(await Promise.all(entries));
	}

	#mendingShare(): number {
		const nodes = (wanted: string): number =>
			this.#ports.history
				.stages()
				.reduce((sum, { stage, model, nodes: own }) => sum + (stage === wanted && model !== 'rehearsal' ? own : 0), 0);
		const mended = usualMendingShare * priorAudits + nodes('continuity_fix');
		return Math.min(1, mended / (priorAudits + nodes('continuity_audit')));
	}

	/** What costs nothing needs not be held against anything. */
	#keep({ p50, p90, nodes }: Forecast): void {
		if (p50 === 0) return;
		this.#latest = {
			id: newId(),
			madeAt: this.#ports.clock.now(),
			p50,
			p90,
			nodes: nodes.map(({ node, stage, model, chapter, cost, rehearsedTokens }) => ({
				node,
				stage,
				model,
				...(chapter === undefined ? {} : { chapter }),
				cost: Math.round(cost),
				rehearsedTokens,
			})),
		};
		this.#ports.book.add(this.#latest);
	}
}

function onlyChapters({ kind }: GenerationRequest, chapters: readonly number[]): GenerationRequest {
	return kind === 'redraft' ? { kind, chapters } : { kind: 'chapters', chapters: chapters.join(',') };
}

/** A mistake in a setting about other models is no reason to know nothing of these. */
function noneIfSettings(error: unknown): readonly Alternative[] {
	if (isAppError(error)) return [];
	throw error;
}

/** Audits alone: everything else is waited for. */
function inBatch(call: ExpectedCall): ExpectedCall {
	return call.stage === 'continuity_audit' ? { ...call, lane: 'batch' } : call;
}

/** In story order, after what belongs to no chapter. */
function affordableChapters({ byChapter, nodes }: Forecast, left: MicroUsd): number {
	const drafted = new Set(nodes.flatMap(({ stage, chapter }) => (stage === 'scene_drafting' ? [chapter] : [])));
	let rest = left - byChapter.reduce((sum, { key, p50 }) => sum + (key === null ? p50 : 0), 0);
	let chapters = 0;
	for (const { key, p50 } of byChapter) {
		if (key === null) continue;
		rest -= p50;
		if (rest < 0) break;
		if (drafted.has(Number(key))) chapters++;
	}
	return chapters;
}
