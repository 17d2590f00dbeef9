import type { PriceCalculation } from '@pydantic/genai-prices';
import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import { systemClock, type Clock } from '../../base/clock.js';
import type { CallLane, ModelLimits, ModelPrice, PriceTable } from '../../core/cost/priceTable.js';
import { formatModelId, type ModelId } from '../../core/models/modelId.js';
import type { Usage } from '../../core/models/languageModel.js';
import { batchTermsOf, takesBatches } from './batchTerms.js';
import { freeBy, freePriceOf } from './freePrice.js';
import { parsePriceOverride, type PriceOverrides } from './priceOverride.js';
import type { ProviderConfigs } from './providers.js';
import { settingsPriceOf } from './settingsPrice.js';
import { consistentUsage, microUsdRoundedUp } from './tokenCost.js';

type GenaiPrices = typeof import('@pydantic/genai-prices');

/** Prices from settings first, then those of local and included models, then the table of `@pydantic/genai-prices`. */
export class GenaiPriceTable implements PriceTable {
	readonly #overrides: PriceOverrides;
	readonly #providers: ProviderConfigs;
	readonly #clock: Clock;

	constructor(overrides: PriceOverrides, providers: ProviderConfigs, clock: Clock = systemClock) {
		this.#overrides = overrides;
		this.#providers = providers;
		this.#clock = clock;
	}

	/** @throws AppError `unknown-price`, or `bad-price` for a setting that cannot be used. */
	async priceOf(id: ModelId): Promise<ModelPrice> {
		return this.#overriddenPrice(id) ?? freePriceOf(id, this.#providers) ?? (await this.#listedPrice(id));
	}

	async limitsOf(id: ModelId): Promise<ModelLimits> {
		if (freePriceOf(id, this.#providers) !== undefined) return { contextWindow: undefined };
		const found = this.#lookUp(await loadPrices(), id, new Date(this.#clock.now()), {
			input_tokens: 0,
			output_tokens: 0,
		});
		return { contextWindow: found?.model.context_window };
	}

	#overriddenPrice(id: ModelId): ModelPrice | undefined {
		const name = formatModelId(id);
		if (!Object.hasOwn(this.#overrides, name)) return undefined;
		const override = parsePriceOverride(name, this.#overrides[name]);
		return override === 'free' ? freeBy('settings') : settingsPriceOf(override, id);
	}

	async #listedPrice(id: ModelId): Promise<ModelPrice> {
		const prices = await loadPrices();
		const at = new Date(this.#clock.now());
		const found = this.#lookUp(prices, id, at, { input_tokens: 0, output_tokens: 0 });
		const perMillion = found === null ? undefined : perMillionOf(found);
		// A model that is listed without prices for text would come out at $0; an embedding model gives none out.
		if (found === null || perMillion === undefined) throw unknownPrice(id);
		return {
			kind: 'priced',
			source: 'genai-prices',
			snapshot: JSON.stringify({
				source: 'genai-prices',
				provider: found.provider.id,
				model: found.model.id,
				at: at.toISOString(),
				prices: found.model_price,
			}),
			perMillion,
			batches: takesBatches(id, this.#providers),
			costOf: (usage, lane) => {
				const tokens = genaiUsageOf(usage);
				return microUsdRoundedUp(dollarsOf(this.#lookUp(prices, id, at, tokens), tokens, lane));
			},
		};
	}

	#lookUp(prices: GenaiPrices, id: ModelId, timestamp: Date, usage: Record<string, number>): PriceCalculation | null {
		const providerId = prices.findProvider({ providerId: id.provider })?.id;
		const providerApiUrl = this.#providers[id.provider]?.baseUrl;
		// Without either, the table would guess the provider from the model's name.
		if (providerId === undefined && providerApiUrl === undefined) return null;
		return prices.calcPrice(usage, id.model, {
			timestamp,
			...(providerId === undefined ? {} : { providerId }),
			...(providerApiUrl === undefined ? {} : { providerApiUrl }),
		});
	}
}

let loaded: Promise<GenaiPrices> | undefined;

function loadPrices(): Promise<GenaiPrices> {
	return (loaded ??= import('@pydantic/genai-prices'));
}

type GenaiUsage = ReturnType<typeof genaiUsageOf>;

function genaiUsageOf(usage: Usage) {
	const { inputTokens, cacheReadTokens, cacheWriteTokens, cacheWriteHourTokens, outputTokens, reasoningTokens } =
		consistentUsage(usage);
	return {
		input_tokens: inputTokens,
		cache_read_tokens: cacheReadTokens,
		cache_write_tokens: cacheWriteTokens,
		cache_write_1h_tokens: cacheWriteHourTokens,
		output_tokens: outputTokens,
		output_reasoning_tokens: reasoningTokens,
	};
}

function dollarsOf(found: PriceCalculation | null, usage: GenaiUsage, lane: CallLane | undefined): number {
	if (found === null) return Number.NaN;
	const terms = lane === 'batch' ? batchTermsOf(found.provider.id) : undefined;
	if (terms === undefined) return found.total_price;
	const undiscounted = terms.onCacheReads ? 0 : cacheReadDollars(found, usage);
	return undiscounted + (found.total_price - undiscounted) * terms.share;
}

/** Zero where the table has no price for it: then it is input. */
function cacheReadDollars({ model_price: prices }: PriceCalculation, usage: GenaiUsage): number {
	const price = prices['cache_read_mtok'] ?? 0;
	const perMillion =
		typeof price === 'number'
			? price
			: (price.tiers.findLast(({ start }) => usage.input_tokens > start)?.price ?? price.base);
	return (perMillion * usage.cache_read_tokens) / 1_000_000;
}

function perMillionOf({ model, model_price: prices }: PriceCalculation): { input: number; output: number } | undefined {
	const input = baseOf(prices['input_mtok']);
	const output = baseOf(prices['output_mtok']) ?? (model.id.includes('embed') ? 0 : undefined);
	return input === undefined || output === undefined ? undefined : { input, output };
}

function baseOf(price: number | { readonly base: number } | undefined): number | undefined {
	return typeof price === 'object' ? price.base : price;
}

function unknownPrice(id: ModelId): AppError {
	return new AppError(
		'unknown-price',
		l10n.t(
			'No price is known for "{0}". Set one in the setting prometheusNovel.prices (--price on the command line), or mark the model free there.',
			formatModelId(id),
		),
	);
}
