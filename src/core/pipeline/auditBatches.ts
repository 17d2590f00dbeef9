import type { MicroUsd } from '../cost/money.js';

/** What could be sent together now, with replies of the usual length. */
export interface AuditOffer {
	readonly model: string;
	/** In story order. */
	readonly chapters: readonly number[];
	readonly priceNow: MicroUsd;
	readonly priceInBatch: MicroUsd;
	readonly saving: MicroUsd;
}

/** What was sent together. */
export interface SubmittedAudits {
	readonly chapters: readonly number[];
	/** What it saves against the price at once, when the replies are of the usual length. */
	readonly saving: MicroUsd;
}

/** What came back. */
export interface CollectedAudits {
	/** Chapters whose audit is in the journal now. */
	readonly chapters: readonly number[];
	readonly cost: MicroUsd;
	/** What the batch cost less than the same calls at once; micro-dollars. */
	readonly saving: number;
	/** Contradictions whose passage stands in the chapter as it is now. */
	readonly findings: number;
	/** Batches that are out still. */
	readonly out: number;
	/** Sentences: what kept a batch from being collected, and requests that got no usable answer. */
	readonly failures: readonly string[];
}

/** A batch that is out. */
export interface AuditBatch {
	readonly id: string;
	readonly model: string;
	readonly chapters: readonly number[];
	readonly createdAt: number;
	/** Undefined while it is not known to have reached the provider. */
	readonly progress: { readonly completed: number; readonly total: number } | undefined;
}
