import type { Usage } from '../models/languageModel.js';
import type { ModelId } from '../models/modelId.js';
import type { MicroUsd } from './money.js';

/** US dollars per million tokens. */
export interface TokenPrices {
	readonly input: number;
	readonly output: number;
	readonly cacheRead?: number;
	/** Into a cache of some minutes. */
	readonly cacheWrite?: number;
	/** Into a cache of an hour. */
	readonly cacheWriteHour?: number;
}

/** Once a request has more input tokens than `above`, all of it is priced so. */
export interface PriceTier extends TokenPrices {
	readonly above: number;
}

/** As settings write them. */
export interface PriceOverride extends TokenPrices {
	readonly tiers?: readonly PriceTier[];
	/** What a batch costs as a share of the price, such as 0.5; batches are not offered where it is left out. */
	readonly batch?: number;
}

/** How a call is made: at once, or together with others within a day, for less. */
export type CallLane = 'now' | 'batch';

/** The price of one model at one moment. */
export interface ModelPrice {
	readonly kind: 'priced' | 'free';
	/** Where the price comes from: `settings`, `genai-prices`, `local` (free), `rehearsal` (free), `subscription`. */
	readonly source: string;
	/** What is stored with each ledger row, so that a later change of prices never changes the past. */
	readonly snapshot: string;
	/** Dollars per million tokens, for showing; undefined for free models. */
	readonly perMillion: { readonly input: number; readonly output: number } | undefined;
	/** Whether calls of this model can be made in batches. */
	readonly batches: boolean;
	/** Rounded up to a micro-dollar. @param lane `now` when left out; where no batches are offered they cost the same */
	costOf(usage: Usage, lane?: CallLane): MicroUsd;
}

/** Window and limits where the table knows them; tokens. */
export interface ModelLimits {
	readonly contextWindow: number | undefined;
}

export interface PriceTable {
	/** @throws AppError `unknown-price` that names the two ways out; never answers $0 for want of knowledge. */
	priceOf(id: ModelId): Promise<ModelPrice>;
	limitsOf(id: ModelId): Promise<ModelLimits>;
}
