import type { MicroUsd } from './money.js';

/**
 * What this book's finished calls tell of one model in one stage. Calls that were turned away at the door or stopped by
 * a person tell nothing.
 */
export interface ModelEvidence {
	/** `provider/model`. */
	readonly model: string;
	readonly stage: string;
	readonly role: string;
	readonly calls: number;
	readonly failed: number;
	/** Calls that were not the first for what they were to yield: a retry, a continuation, a reply asked for again. */
	readonly repeated: number;
	/** What the calls were to yield, each run by itself; never more than calls. */
	readonly nodes: number;
	readonly cost: MicroUsd;
	/**
	 * Continuity findings in chapters that it drafted, by the newest audit of each; of a chapter by several models, its
	 * share of the scenes. Undefined for other stages, and where none of its chapters was audited.
	 */
	readonly findings: number | undefined;
}

/** What one call of a model took on average in a stage. */
export interface CallAverage {
	readonly model: string;
	readonly stage: string;
	readonly role: string;
	readonly calls: number;
	/** Tokens as counted here, whatever the model's own tokenizer makes of it. */
	readonly input: number;
	/** Tokens as the provider reported them, or as counted here where it did not. */
	readonly output: number;
	readonly isReported: boolean;
}

/** What can be learned from this book's ledger and journal. */
export interface CostEvidence {
	/** One for each model, stage and role that calls were made with. */
	modelEvidence(): readonly ModelEvidence[];
	/** Over the calls that went well. */
	callAverages(): readonly CallAverage[];
}
