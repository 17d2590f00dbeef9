import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';

/** How a novel stands to the server of its budget. `backlog`: calls that ended and of which it has not been told. */
export type BudgetSharing =
	/** No server is set. */
	| { readonly kind: 'local' }
	/** The first connection is being made, or the server is being told what was spent without it. */
	| { readonly kind: 'connecting'; readonly backlog: number }
	| { readonly kind: 'connected'; readonly backlog: number }
	/** `reason`: a sentence; `since` in milliseconds since the Unix epoch. */
	| { readonly kind: 'away'; readonly since: number; readonly reason: string; readonly backlog: number };

/** @param reason a sentence */
export function budgetServerAway(reason = l10n.t('It does not answer.')): AppError {
	return new AppError(
		'budget-server-away',
		l10n.t(
			`The server through which machines share this novel's budget is away. {0} Nothing was sent. Go on when it is back; or set prometheusNovel.budget.whenServerIsAway (--when-budget-server-is-away on the command line) to "continue", and the budget counts with what was last heard of the others.`,
			reason,
		),
	);
}
