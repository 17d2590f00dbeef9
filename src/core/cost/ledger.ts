import type { CallId, RunId } from '../../base/ids.js';
import type { Usage } from '../models/languageModel.js';
import type { Committed, SpendLimit, SpendVerdict } from './budget.js';
import type { MicroUsd } from './money.js';
import type { CallLane } from './priceTable.js';

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
	readonly lane: CallLane;
	/** 1 for the first try of its task in this run. */
	readonly attempt: number;
	/** The most that the call can cost. */
	readonly heldMicroUsd: MicroUsd;
	readonly priceSource: string;
	readonly priceSnapshot: string;
	readonly estimatedInputTokens: number;
	/** Milliseconds since the Unix epoch. */
	readonly startedAt: number;
	/** The process that makes the call; a dead owner's holds are settled by the next. A batch outlives its process. */
	readonly owner: string;
}

/** Written when a call has ended, one way or another. */
export interface CallEnd {
	readonly state: Exclude<CallState, 'held'>;
	readonly outcome: Exclude<CallOutcome, 'running'>;
	readonly usage: Usage;
	readonly cost: MicroUsd;
	readonly savings: Savings;
	/** Milliseconds from the start to the first text; undefined when none came. */
	readonly firstTextMs: number | undefined;
	readonly latencyMs: number;
	/** Kind of the fault, for calls that failed. */
	readonly fault: string | undefined;
}

/** What a call would have cost more without the provider's cache, and at once instead of in a batch; micro-dollars. */
export interface Savings {
	/** Below zero where more was written into the cache than was ever read from it. */
	readonly cache: number;
	readonly batch: number;
}

export const noSavings: Savings = { cache: 0, batch: 0 };

export interface LedgerTotals extends Committed {
	readonly calls: number;
	readonly usage: Usage;
	readonly savings: Savings;
}

export const breakdownKeys = ['stage', 'model', 'chapter', 'role', 'day', 'run'] as const;
export type BreakdownKey = (typeof breakdownKeys)[number];

export interface BreakdownRow {
	/** The stage, model, …; a day as `2026-11-25`; `null` for calls that belong to no chapter. */
	readonly key: string | number | null;
	readonly spent: MicroUsd;
	readonly held: MicroUsd;
	readonly calls: number;
	readonly usage: Usage;
	readonly savings: Savings;
}

/** A call as it stands in the ledger. */
export interface LedgerRow extends CallStart, Omit<CallEnd, 'state' | 'outcome' | 'latencyMs'> {
	/** Local calendar day of its start. */
	readonly day: string;
	readonly state: CallState;
	readonly outcome: CallOutcome;
	/** Undefined while it is out. */
	readonly latencyMs: number | undefined;
}

/** How a provider counts the tokens of what was counted here as `estimated`; over calls that reported their usage. */
export interface TokenMeasure {
	readonly model: string;
	readonly estimated: number;
	readonly reported: number;
}

export interface OpenCall {
	readonly id: CallId;
	readonly run: RunId;
	readonly model: string;
	readonly lane: CallLane;
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
	hold(call: CallStart, limits: readonly SpendLimit[]): SpendVerdict;
	/** Takes back the hold of a call that was not sent after all. */
	withdraw(id: CallId): void;
	/** Notes how much has arrived, for settling a call whose process died. */
	received(id: CallId, characters: number): void;
	/** Once a call; a second settlement of the same call is a bug and throws. */
	settle(id: CallId, end: CallEnd): void;
	/** For the calls of dead processes, which two windows may find at once; false when it is settled already. */
	settleIfOpen(id: CallId, end: CallEnd): boolean;
	openCalls(): readonly OpenCall[];
	totals(run?: RunId): LedgerTotals;
	/** Of the month of a moment and of later ones, which a clock that was set back may have left. */
	committedSince(month: string): Committed;
	/** Dearest first. Takes the same time however many calls there are. */
	breakdown(key: BreakdownKey): readonly BreakdownRow[];
	/** Of a breakdown's row, newest first. */
	latestCalls(key: BreakdownKey, value: BreakdownRow['key'], limit: number): readonly LedgerRow[];
	/** One for each model. */
	tokenMeasures(): readonly TokenMeasure[];
	/** All calls, in the order in which they were made. */
	rows(): Iterable<LedgerRow>;
}
