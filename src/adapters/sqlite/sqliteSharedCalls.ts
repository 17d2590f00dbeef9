import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import type { DatabaseSync } from 'node:sqlite';
import { newId, type CallId } from '../../base/ids.js';
import type { SettledCall } from '../../core/cost/budgetServer.js';
import type { BudgetShare } from '../../core/cost/budgetShares.js';
import type { MonthSpent, SharedCalls } from '../../core/cost/sharedCalls.js';
import type { ServerIdentity } from '../../base/serverIdentity.js';
import { inTransaction } from './database.js';
import { Statements } from './statements.js';

const machineSetting = 'budget.machine';
const serverSetting = 'budget.server';
const heardSetting = 'budget.heard';

/** `call.shared_with` names the instance of a server, with a mark after it for calls that another machine settled there. */
export class SqliteSharedCalls implements SharedCalls {
	readonly #database: DatabaseSync;
	readonly #statements: Statements;
	readonly #host: string;
	#machine: string | undefined;

	/** @param host a novel's folder that was copied to another computer is another machine */
	constructor(database: DatabaseSync, host = hostname()) {
		this.#database = database;
		this.#statements = new Statements(database);
		this.#host = host;
	}

	/** Made when it is first asked for: a novel that is not shared has none. */
	get machine(): string {
		return (this.#machine ??= this.#nameMachine());
	}

	begin({ instance, run }: ServerIdentity): void {
		inTransaction(this.#database, () => {
			const server = JSON.stringify([instance, run, this.machine]);
			// A server that does not tell its run may have lost its latest data in a restart that nobody noticed.
			if (run !== undefined && this.#setting(serverSetting) === server) return;
			this.#statements.of('UPDATE call SET shared_with = NULL WHERE shared_with IS NOT NULL').run();
			this.#set(serverSetting, server);
		});
	}

	unsent(limit: number): readonly SettledCall[] {
		return this.#statements
			.of(
				`SELECT id, substr(day, 1, 7) AS month, cost_micro_usd AS cost FROM call
				WHERE shared_with IS NULL AND state <> 'held' ORDER BY id LIMIT ?`,
			)
			.all(limit) as unknown as SettledCall[];
	}

	backlog(): number {
		const row = this.#statements
			.of("SELECT count(*) AS calls FROM call WHERE shared_with IS NULL AND state <> 'held'")
			.get() as { calls: number };
		return row.calls;
	}

	confirm({ instance, run }: ServerIdentity, ids: readonly CallId[], elsewhere: readonly CallId[]): boolean {
		const others = new Set(elsewhere);
		return inTransaction(this.#database, () => {
			// Another window has found a server that knows nothing: what this one knew is of no use there.
			if (this.#setting(serverSetting) !== JSON.stringify([instance, run, this.machine])) return false;
			const statement = this.#statements.of('UPDATE call SET shared_with = ? WHERE id = ?');
			for (const id of ids) statement.run(others.has(id) ? `${instance} elsewhere` : instance, id);
			return true;
		});
	}

	countedElsewhere(): readonly MonthSpent[] {
		return this.#statements
			.of(
				`SELECT substr(day, 1, 7) AS month, sum(cost_micro_usd) AS spent FROM call
				WHERE shared_with LIKE '% elsewhere' GROUP BY 1`,
			)
			.all() as unknown as MonthSpent[];
	}

	lastHeard(): readonly BudgetShare[] {
		const text = this.#setting(heardSetting);
		return text === undefined ? [] : (JSON.parse(text) as readonly BudgetShare[]);
	}

	keepHeard(shares: readonly BudgetShare[]): void {
		if (shares.length > 0) this.#set(heardSetting, JSON.stringify(shares));
		else this.#statements.of('DELETE FROM setting WHERE name = ?').run(heardSetting);
	}

	#nameMachine(): string {
		this.#statements.of('INSERT OR IGNORE INTO setting (name, value) VALUES (?, ?)').run(machineSetting, newId());
		const digest = createHash('sha256').update(this.#host).digest('hex');
		return `${this.#setting(machineSetting)}-${digest.slice(0, 8)}`;
	}

	#setting(name: string): string | undefined {
		const row = this.#statements.of('SELECT value FROM setting WHERE name = ?').get(name);
		return (row as { value: string } | undefined)?.value;
	}

	#set(name: string, value: string): void {
		this.#statements
			.of('INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
			.run(name, value);
	}
}
