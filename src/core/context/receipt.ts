import type { CallId, RunId } from '../../base/ids.js';
import type { LedgerRow } from '../cost/ledger.js';
import type { FittedGroup } from './fitInTurn.js';

export const receiptParts = ['system', 'context', 'task', 'soFar', 'goOn'] as const;
/** Parts of a prompt, in the order in which they are sent. */
export type ReceiptPart = (typeof receiptParts)[number];

/** What one call was given to read. */
export interface Receipt {
	readonly call: CallId;
	readonly run: RunId;
	readonly node: string;
	readonly stage: string;
	readonly chapter: number | undefined;
	readonly scene: number | undefined;
	readonly attempt: number;
	readonly model: string;
	/** Milliseconds since the Unix epoch. */
	readonly madeAt: number;
	/** As they were sent; those without text are left out. */
	readonly parts: readonly { readonly part: ReceiptPart; readonly text: string }[];
	/** What of it was fitted to a budget, with what was left out. */
	readonly fitted: readonly FittedGroup[];
}

/** A receipt with the ledger's row of its call, which says how that ended and what it cost. */
export interface KeptReceipt extends Receipt {
	readonly paid: LedgerRow | undefined;
}

export interface ReceiptFilter {
	readonly call?: string | undefined;
	readonly chapter?: number | undefined;
	readonly scene?: number | undefined;
	readonly stage?: string | undefined;
	/** 20 when left out. */
	readonly limit?: number | undefined;
}

/** Receipts of one novel's calls: the latest thousand. */
export interface ReceiptBook {
	/** Once a call; a second one for the same call changes nothing. */
	add(receipt: Receipt): void;
	/** Newest first. */
	list(filter: ReceiptFilter): readonly KeptReceipt[];
}
