import type { CallId } from '../../base/ids.js';
import type { ServerIdentity } from '../../base/serverIdentity.js';
import type { SettledCall } from './budgetServer.js';
import type { BudgetShare } from './budgetShares.js';

export type MonthSpent = Pick<BudgetShare, 'month' | 'spent'>;

/** Which calls of a ledger a budget server knows. What a method wrote is on disk when it returns. */
export interface SharedCalls {
	/** Names this ledger on this computer; a copy of it on another computer has another name. */
	readonly machine: string;
	/** From now on, this server has to know. Where it may have lost anything, it is taken to know nothing. */
	begin(server: ServerIdentity): void;
	/** Settled calls that the server may not know of. */
	unsent(limit: number): readonly SettledCall[];
	/** How many `unsent` would give without a limit. */
	backlog(): number;
	/**
	 * The server knows these.
	 * @param elsewhere those of them that another machine has settled there
	 * @returns false when the ledger goes by another server, or by another name of this machine, meanwhile
	 */
	confirm(server: ServerIdentity, ids: readonly CallId[], elsewhere: readonly CallId[]): boolean;
	/** What calls in this ledger came to that the server counts as another machine's. Reads all calls. */
	countedElsewhere(): readonly MonthSpent[];
	/** What the machines were last heard to have spent and to hold. */
	lastHeard(): readonly BudgetShare[];
	/** @param shares empty to forget it */
	keepHeard(shares: readonly BudgetShare[]): void;
}
