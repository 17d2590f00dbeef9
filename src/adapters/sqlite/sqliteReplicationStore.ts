import type { DatabaseSync } from 'node:sqlite';
import type { MemoryEntry, MemoryId, Version } from '../../core/memory/entry.js';
import type { EntryVersion, OutgoingWrite } from '../../core/memory/memoryServer.js';
import type { ReplicaPlace, ReplicationStore } from '../../core/memory/replication.js';
import { inTransaction } from './database.js';
import { entryOf, type MemoryRow } from './memoryRow.js';
import type { SqliteMemoryStore } from './sqliteMemoryStore.js';
import { Statements } from './statements.js';

interface OutboxRow extends EntryVersion {
	readonly base: Version | null;
}

const sharedSetting = 'replication.shared';
const placeSetting = 'replication.place';
/** More local states than this behind one write are none that a server could still have. */
const mostAncestors = 16;

/** The outbox and its counterpart, beside the entries of one novel. */
export class SqliteReplicationStore implements ReplicationStore {
	readonly #database: DatabaseSync;
	readonly #statements: Statements;
	readonly #memory: Pick<SqliteMemoryStore, 'write'>;

	constructor(database: DatabaseSync, memory: Pick<SqliteMemoryStore, 'write'>) {
		this.#database = database;
		this.#statements = new Statements(database);
		this.#memory = memory;
	}

	isShared(): boolean {
		return isShared(this.#statements);
	}

	share(): void {
		if (!this.isShared()) this.#set(sharedSetting, 'yes');
	}

	outgoing(limit: number): readonly OutgoingWrite[] {
		const rows = this.#statements
			.of('SELECT id, version, base FROM memory_outbox ORDER BY id, version LIMIT ?')
			.all(limit) as unknown as OutboxRow[];
		const found = rows.map((row) => ({ row, entry: this.#state(row) }));
		const gone = found.filter(({ entry }) => entry === undefined).map(({ row }) => row);
		if (gone.length > 0) this.acknowledge(gone);
		return found.flatMap(({ row, entry }) => (entry === undefined ? [] : [{ entry, ancestors: this.#ancestors(row) }]));
	}

	waiting(): number {
		const row = this.#statements.of('SELECT count(*) AS writes FROM memory_outbox').get() as { writes: number };
		return row.writes;
	}

	acknowledge(sent: readonly EntryVersion[]): void {
		inTransaction(this.#database, () => {
			const statement = this.#statements.of('DELETE FROM memory_outbox WHERE id = ? AND version = ?');
			for (const { id, version } of sent) statement.run(id, version);
		});
	}

	enqueue(ids: readonly MemoryId[]): void {
		inTransaction(this.#database, () => {
			const statement = this.#statements.of(
				`INSERT OR IGNORE INTO memory_outbox (id, version, base)
				SELECT id, version, NULL FROM memory_entry WHERE id = ?`,
			);
			for (const id of ids) statement.run(id);
		});
	}

	lacking(offered: readonly EntryVersion[]): readonly MemoryId[] {
		const statement = this.#statements.of('SELECT version FROM memory_entry WHERE id = ?');
		const newer = offered.filter(({ id, version }) => {
			const here = statement.get(id) as { version: Version } | undefined;
			return here === undefined || here.version < version;
		});
		return [...new Set(newer.map(({ id }) => id))];
	}

	receive(entries: readonly MemoryEntry[]): ReadonlySet<MemoryId> {
		return this.#memory.write(entries, { keep: 'replaced', outgoing: false });
	}

	lackingConflicts(offered: readonly EntryVersion[]): readonly EntryVersion[] {
		const statement = this.#statements.of(
			`SELECT 1 FROM memory_revision WHERE id = ? AND version = ? AND reason = 'conflict'`,
		);
		return offered.filter(({ id, version }) => statement.get(id, version) === undefined);
	}

	keepConflicts(losers: readonly MemoryEntry[]): void {
		if (losers.length === 0) return;
		inTransaction(this.#database, () => {
			const statement = this.#statements.of(
				`INSERT INTO memory_revision (id, version, entry, reason, kept_at) VALUES (?, ?, ?, 'conflict', ?)
				ON CONFLICT (id, version) DO UPDATE SET reason = excluded.reason`,
			);
			for (const entry of losers) statement.run(entry.id, entry.version, JSON.stringify(entry), Date.now());
		});
	}

	versions(after: MemoryId | '', limit: number): readonly EntryVersion[] {
		const rows = this.#statements
			.of('SELECT id, version FROM memory_entry WHERE id > ? ORDER BY id LIMIT ?')
			.all(after, limit) as unknown as EntryVersion[];
		return rows.map(({ id, version }) => ({ id, version }));
	}

	place(): ReplicaPlace | undefined {
		const text = setting(this.#statements, placeSetting);
		return text === undefined ? undefined : (JSON.parse(text) as ReplicaPlace);
	}

	setPlace(place: ReplicaPlace | undefined): void {
		if (place === undefined) this.#statements.of('DELETE FROM setting WHERE name = ?').run(placeSetting);
		else this.#set(placeSetting, JSON.stringify(place));
	}

	/** As it was written: where something newer stands in its place by now, it is among the revisions. */
	#state({ id, version }: EntryVersion): MemoryEntry | undefined {
		const row = this.#statements.of('SELECT * FROM memory_entry WHERE id = ? AND version = ?').get(id, version);
		if (row !== undefined) return entryOf(row as unknown as MemoryRow);
		const kept = this.#statements.of('SELECT entry FROM memory_revision WHERE id = ? AND version = ?').get(id, version);
		return kept === undefined ? undefined : (JSON.parse((kept as { entry: string }).entry) as MemoryEntry);
	}

	/** Between its base and itself lie only states that were written here, each on top of the one before. */
	#ancestors({ id, version, base }: OutboxRow): readonly Version[] {
		const rows = this.#statements
			.of(
				`SELECT version FROM memory_revision WHERE id = ? AND version < ? AND version > ?
				ORDER BY version DESC LIMIT ?`,
			)
			.all(id, version, base ?? '', mostAncestors) as unknown as { version: Version }[];
		const own = rows.map((row) => row.version);
		return base === null ? own : [...own, base];
	}

	#set(name: string, value: string): void {
		this.#statements
			.of('INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
			.run(name, value);
	}
}

/** For the store of entries, which asks at every write. */
export function sharedCheck(database: DatabaseSync): () => boolean {
	const statements = new Statements(database);
	return () => isShared(statements);
}

function isShared(statements: Statements): boolean {
	return setting(statements, sharedSetting) !== undefined;
}

function setting(statements: Statements, name: string): string | undefined {
	const row = statements.of('SELECT value FROM setting WHERE name = ?').get(name) as { value: string } | undefined;
	return row?.value;
}
