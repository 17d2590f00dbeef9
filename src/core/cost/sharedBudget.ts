import type { CallId } from '../../base/ids.js';
import type { Committed, SpendLimit, SpendVerdict } from './budget.js';
import type { CallStart } from './ledger.js';

/** What calls do while the server is away: wait for it, or go by this machine's ledger and what was last heard of the others. */
export type WhenServerIsAway = 'pause' | 'continue';

/** The budget of a novel that several machines draw on; the ledger of each has only its own calls. */
export interface SharedBudget {
	/** What other machines have spent and hold, as last heard: in all, and since the beginning of a month. */
	elsewhere(scope: 'novel' | 'month', month: string): Committed;
	/**
	 * Asks for room for a call before the ledger of this machine does. Allowed where nothing is shared, where the call is free,
	 * and where the author wants to go on without the server.
	 * @throws AppError `budget-server-away` when the author wants to wait for it and it stays away, or the signal's reason
	 */
	hold(call: CallStart, limits: readonly SpendLimit[], signal: AbortSignal): Promise<SpendVerdict>;
	/** The call was not sent after all. */
	withdraw(id: CallId): void;
	/** The ledger has what the call came to; the server is told of it in the background, as often as it takes. */
	settled(id: CallId): void;
}
