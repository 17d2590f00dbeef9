import type { Usage } from '../models/languageModel.js';
import type { ModelId } from '../models/modelId.js';
import type { MicroUsd } from './money.js';

/** US dollars per million tokens, as settings write them. */
export interface PriceOverride {
	readonly input: number;
	readonly output: number;
	readonly cacheRead?: number;
	readonly cacheWrite?: number;
}

/** The price of one model at one moment. */
export interface ModelPrice {
	readonly kind: 'priced' | 'free';
	/** Where the price comes from: `settings`, `genai-prices`, `local` (free), `rehearsal` (free), `subscription`. */
	readonly source: string;
	/** What is stored with each ledger row, so that a later change of prices never changes the past. */
	readonly snapshot: string;
	/** Dollars per million tokens, for showing; undefined for free models. */
	readonly perMillion: { readonly input: number; readonly output: number } | undefined;
	/** Rounded up to a micro-dollar. */
	costOf(usage: Usage): MicroUsd;
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
