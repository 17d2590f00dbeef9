import type { DatabaseSync } from 'node:sqlite';
import type { Lifetime } from '../base/lifetime.js';
import { SqliteBasisBook } from '../adapters/sqlite/sqliteBasisBook.js';
import { MendingCosts, type MendingCostPorts } from '../services/staleness/mendingCosts.js';
import { StalenessService, type StalenessPorts } from '../services/staleness/stalenessService.js';

export interface StalenessInputs extends Omit<StalenessPorts, 'bases'>, Pick<MendingCostPorts, 'forecasts' | 'terms'> {
	readonly database: DatabaseSync;
}

export interface ComposedStaleness {
	readonly staleness: StalenessService;
	readonly mending: MendingCosts;
}

/** What became stale, and what it costs to mend it. */
export function composeStaleness(inputs: StalenessInputs, lifetime: Lifetime): ComposedStaleness {
	const { database, forecasts } = inputs;
	const staleness = lifetime.own(new StalenessService({ ...inputs, bases: new SqliteBasisBook(database) }));
	return { staleness, mending: new MendingCosts({ staleness, forecasts, terms: () => inputs.terms() }) };
}
