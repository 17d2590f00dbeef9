import type { DatabaseSync } from 'node:sqlite';
import type { AlertBook, BudgetAlert, BudgetLimit } from '../../core/cost/alerts.js';
import { noMoney } from '../../core/cost/money.js';
import { inTransaction } from './database.js';
import { Statements } from './statements.js';

export class SqliteAlertBook implements AlertBook {
	readonly #database: DatabaseSync;
	readonly #statements: Statements;

	constructor(database: DatabaseSync) {
		this.#database = database;
		this.#statements = new Statements(database);
	}

	note(budget: BudgetLimit, crossed: readonly BudgetAlert[]): readonly BudgetAlert[] {
		const isNew = !this.#isNoted({ ...budget, threshold: seen });
		const unknown = crossed.filter((alert) => !this.#isNoted(alert));
		if (!isNew && unknown.length === 0) return [];
		return inTransaction(this.#database, () => {
			const isFirst = this.#insert({ ...unseen, ...budget }, 'never');
			return unknown.filter((alert) => this.#insert(alert, isFirst ? 'unless told of a lower limit' : 'always'));
		});
	}

	history(): readonly BudgetAlert[] {
		return this.#statements
			.of(
				`SELECT level, scope, period, threshold, limit_micro_usd AS "limit", spent_micro_usd AS spent,
					held_micro_usd AS held, crossed_at AS at
				FROM budget_alert WHERE told = 1 ORDER BY crossed_at, threshold`,
			)
			.all()
			.map((row) => ({ ...row }) as unknown as BudgetAlert);
	}

	/** Most looks find nothing new, and need no lock for that. */
	#isNoted({ scope, period, limit, threshold }: BudgetLimit & Pick<BudgetAlert, 'threshold'>): boolean {
		const row = this.#statements
			.of('SELECT 1 FROM budget_alert WHERE scope = ? AND period = ? AND limit_micro_usd = ? AND threshold = ?')
			.get(scope, period, limit, threshold);
		return row !== undefined;
	}

	/** @returns whether it is to be told; of the limit itself, whether it was not there */
	#insert(alert: BudgetAlert, tell: 'always' | 'unless told of a lower limit' | 'never'): boolean {
		const { level, scope, period, threshold, limit, spent, held, at } = alert;
		const row = this.#statements
			.of(
				`INSERT INTO budget_alert (scope, period, limit_micro_usd, threshold, level, told, spent_micro_usd, held_micro_usd, crossed_at)
				VALUES (?1, ?2, ?3, ?4, ?5, CASE ?9 WHEN 'always' THEN 1 WHEN 'never' THEN 0 ELSE NOT EXISTS (
					SELECT 1 FROM budget_alert
					WHERE scope = ?1 AND period = ?2 AND threshold = ?4 AND limit_micro_usd < ?3
				) END, ?6, ?7, ?8)
				ON CONFLICT DO NOTHING RETURNING told`,
			)
			.get(scope, period, limit, threshold, level, spent, held, at, tell);
		return tell === 'never' ? row !== undefined : row?.['told'] === 1;
	}
}

/** The row that says that a limit was seen; no threshold is as low. */
const seen = 0;
const unseen = { level: 'INFO', threshold: seen, spent: noMoney, held: noMoney, at: 0 } as const;
