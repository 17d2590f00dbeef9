import type { CatalogueModel, ModelQuality } from '../models/catalogueModel.js';
import type { MicroUsd } from './money.js';

/** What this book's calls tell of a model, for showing. */
export interface EvidenceTold {
	readonly calls: number;
	/** Of the calls, those that failed, from 0 to 1. */
	readonly failedShare: number;
	/** Of the calls, those that were not the first for what they were to yield, from 0 to 1. */
	readonly repeatedShare: number;
	/** Continuity findings in what it drafted, a dollar spent on drafting it; undefined where nothing is known. */
	readonly findingsPerDollar: number | undefined;
}

/** Why a model stands where it does; put into words where they are shown. */
export type RecommendationReason =
	/** Of those that fit. */
	| { readonly kind: 'cheapest-of-quality'; readonly quality: ModelQuality }
	| { readonly kind: 'fits-window'; readonly needed: number; readonly window: number }
	| { readonly kind: 'within-budget'; readonly cost: MicroUsd; readonly budgetLeft: MicroUsd }
	/** With models of the same cost. */
	| { readonly kind: 'tied'; readonly with: readonly string[] }
	| ({ readonly kind: 'evidence' } & EvidenceTold);

export type RejectionReason =
	| { readonly kind: 'quality-too-low'; readonly quality: ModelQuality; readonly wanted: ModelQuality }
	| { readonly kind: 'window-too-small'; readonly needed: number; readonly window: number }
	| { readonly kind: 'output-too-short'; readonly needed: number; readonly limit: number }
	| { readonly kind: 'unknown-price' }
	| { readonly kind: 'over-budget'; readonly cost: MicroUsd; readonly budgetLeft: MicroUsd };

export interface RankedModel {
	readonly model: CatalogueModel;
	/** Of all calls, the repeated ones that are to be expected included. */
	readonly cost: MicroUsd;
	/** As many as are to be expected for those that are wanted. */
	readonly calls: number;
	readonly reasons: readonly RecommendationReason[];
}

export interface RejectedModel {
	readonly model: CatalogueModel;
	/** Everything that speaks against it; at least one. */
	readonly why: readonly RejectionReason[];
}
