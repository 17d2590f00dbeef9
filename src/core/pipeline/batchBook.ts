import type { CallId } from '../../base/ids.js';

/** One piece of work that was sent with others: what the journal will know it by, and its row in the ledger. */
export interface BatchPart {
	readonly call: CallId;
	readonly node: string;
	readonly fingerprint: string;
	readonly chapter: number;
}

/**
 * `read`: its reply is in the journal; `unusable`: the same request would fare no better in another batch; `unanswered`:
 * the provider did not come to it, and the work is open again.
 */
export type PartOutcome = 'read' | 'unusable' | 'unanswered';

export interface EndedPart extends BatchPart {
	readonly outcome: PartOutcome;
}

export interface BatchStart {
	/** A ULID, by which it is found at the provider. */
	readonly id: string;
	/** The process that submits it. */
	readonly owner: string;
	/** Name of the model. */
	readonly model: string;
	readonly parts: readonly BatchPart[];
	/** Milliseconds since the Unix epoch. */
	readonly createdAt: number;
}

/** A batch that is not over: on its way to the provider, or there. */
export interface OpenBatch extends BatchStart {
	/** The provider's id; undefined while nobody knows whether it got there. */
	readonly providerId: string | undefined;
}

/** The batches of a novel. Durable when a call returns. */
export interface BatchBook {
	/**
	 * Notes a batch before anything of it is held or sent. What another open batch has already is left out, so that two
	 * windows do not buy the same twice.
	 * @returns the parts that are noted; when there are none, neither is the batch
	 */
	prepare(batch: BatchStart): readonly BatchPart[];
	/** There was room for these alone. */
	keep(id: string, parts: readonly BatchPart[]): void;
	submitted(id: string, providerId: string): void;
	end(id: string, outcome: string, parts: readonly EndedPart[], at: number): void;
	/** Oldest first. */
	open(): readonly OpenBatch[];
	/** Whether a batch has brought a reply to this that nobody can use. */
	isUnusable(node: string, fingerprint: string): boolean;
}
