import type { CallId } from '../../base/ids.js';
import type { ServerIdentity } from '../../base/serverIdentity.js';
import type { SpendVerdict } from './budget.js';
import type { BudgetShare } from './budgetShares.js';
import type { MicroUsd } from './money.js';
import type { CallLane } from './priceTable.js';

/** A call as the server knows it. */
export interface SharedCall {
	readonly id: CallId;
	/** Of its start: `2026-11`. */
	readonly month: string;
	readonly lane: CallLane;
	/** The most that it can cost. */
	readonly held: MicroUsd;
}

/** A call that is out. */
export interface OpenSharedCall extends SharedCall {
	/** What it comes to should its machine never be heard of again. */
	readonly spentSoFar: MicroUsd;
}

/** A call whose cost is known for good. */
export interface SettledCall {
	readonly id: CallId;
	readonly month: string;
	readonly cost: MicroUsd;
}

/** A call may be asked for, taken back, and asked for again: each asking has a number above those before it. */
export interface Asking {
	readonly id: CallId;
	readonly asking: number;
}

/** Limits that count on all machines together. */
export interface SharedLimits {
	readonly novel: MicroUsd;
	readonly month: MicroUsd | undefined;
}

export interface SharedHold {
	readonly verdict: SpendVerdict;
	readonly shares: readonly BudgetShare[];
}

/**
 * An open connection, of one machine, to the server through which machines share one novel's budget. Sending anything
 * twice, or in a later connection again, changes nothing. A call that is out has a lease by the server's own clock; when
 * that is over without a renewal it counts as what it had spent so far, until its machine says what it really came to.
 * Whoever waits is rejected with an AppError `redis-unreachable` or `redis-refused`, with `budget-server-wiped` when the
 * budget is not there any more, or with the signal's reason.
 */
export interface BudgetServer {
	readonly identity: ServerIdentity;
	/** What about the server endangers the data there, in sentences. */
	readonly warnings: readonly string[];
	/** Allows a call when all that is spent and held, and the call, are within the limits; one that is held already, again. */
	hold(call: SharedCall & Asking, limits: SharedLimits, signal: AbortSignal): Promise<SharedHold>;
	/** Takes back what was held by this asking or one before it, and keeps one that is still on its way from holding. */
	withdraw(askings: readonly Asking[], signal: AbortSignal): Promise<void>;
	/**
	 * A call that the server has not heard of is added.
	 * @returns those that another machine has settled: the ledger with them was copied
	 */
	settle(calls: readonly SettledCall[], signal: AbortSignal): Promise<readonly CallId[]>;
	/**
	 * These calls are out, whether the server has heard of them or not: they are held, whatever the limits, and their
	 * leases begin anew. With none, it only tells what there is.
	 */
	renew(calls: readonly OpenSharedCall[], signal: AbortSignal): Promise<readonly BudgetShare[]>;
	/** Ends sockets and timers at once; whoever waits is rejected. */
	close(): void;
}

/** Where a server is, with what it takes to be let in. */
export interface BudgetServerAddress {
	/** @throws AppError `redis-unreachable` or `redis-refused`, or the signal's reason */
	open(signal: AbortSignal): Promise<BudgetServer>;
}
