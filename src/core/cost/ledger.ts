import type { CallId, RunId } from '../../base/ids.js';
import type { Usage } from '../models/languageModel.js';
import type { SpendVerdict } from './budget.js';
import type { MicroUsd } from './money.js';

/**
 * `held`: in flight, `heldMicroUsd` set aside; `estimated`: usage counted here; `reported`: usage as the provider
 * reported it; `billed`: cost as the provider reported it.
 */
export type CallState = 'held' | 'estimated' | 'reported' | 'billed';
/** `abandoned`: the process died during the call. */
export type CallOutcome = 'running' | 'ok' | 'failed' | 'aborted' | 'abandoned';

/** Written before a call leaves. */
export interface CallStart {
	readonly id: CallId;
	readonly run: RunId;
	readonly node: string;
	readonly stage: string;
	readonly role: string;
	readonly chapter: number | undefined;
	readonly scene: number | undefined;
	readonly model: string;
	/** 1 for the first try of its task in this run. */
	readonly attempt: number;
	/** The most that the call can cost. */
	readonly heldMicroUsd: MicroUsd;
	readonly priceSource: string;
	readonly priceSnapshot: string;
	readonly estimatedInputTokens: number;
	/** Milliseconds since the Unix epoch. */
	readonly startedAt: number;
	/** The process that makes the call; a dead owner's holds are settled by the next. */
	readonly owner: string;
}

/** Written when a call has ended, one way or another. */
export interface CallEnd {
	readonly state: Exclude<CallState, 'held'>;
	readonly outcome: Exclude<CallOutcome, 'running'>;
	readonly usage: Usage;
	readonly cost: MicroUsd;
	/** Milliseconds from the start to the first text; undefined when none came. */
	readonly firstTextMs: number | undefined;
	readonly latencyMs: number;
	/** Kind of the fault, for calls that failed. */
	readonly fault: string | undefined;
}

export interface LedgerTotals {
	readonly spent: MicroUsd;
	readonly held: MicroUsd;
	readonly calls: number;
	readonly usage: Usage;
}

export type BreakdownKey = 'stage' | 'model' | 'chapter' | 'role' | 'run';

export interface BreakdownRow {
	/** The stage, model, …; `null` for calls that belong to no chapter. */
	readonly key: string | number | null;
	readonly spent: MicroUsd;
	readonly calls: number;
	readonly usage: Usage;
}

export interface OpenCall {
	readonly id: CallId;
	readonly model: string;
	readonly owner: string;
	readonly startedAt: number;
	readonly estimatedInputTokens: number;
	/** Characters received, as of the last flush. */
	readonly receivedCharacters: number;
	readonly heldMicroUsd: MicroUsd;
}

/** Append-only rows keyed by call id; every total is a sum over them. Durable when a call returns. */
export interface Ledger {
	/** Judges and holds in one transaction, so that windows and parallel calls share one budget. */
	hold(call: CallStart, limit: MicroUsd): SpendVerdict;
	/** Notes how much has arrived, for settling a call whose process died. */
	received(id: CallId, characters: number): void;
	/** Once a call; a second settlement of the same call is a bug and throws. */
	settle(id: CallId, end: CallEnd): void;
	/** For the calls of dead processes, which two windows may find at once; false when it is settled already. */
	settleIfOpen(id: CallId, end: CallEnd): boolean;
	openCalls(): readonly OpenCall[];
	totals(run?: RunId): LedgerTotals;
	breakdown(key: BreakdownKey): readonly BreakdownRow[];
}
