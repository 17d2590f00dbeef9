import type { DatabaseSync } from 'node:sqlite';
import { claimKey } from '../../core/memory/claim.js';
import { contentHash } from '../../core/memory/contentHash.js';
import type { MemoryEntry, MemoryId } from '../../core/memory/entry.js';
import type {
	FactClaim,
	MemoryCount,
	MemoryFilter,
	MemoryRevision,
	MemoryStore,
	NumberedEntry,
	RevisionReason,
} from '../../core/memory/memoryStore.js';
import type { TextAnalysis } from '../../core/memory/textAnalysis.js';
import { inTransaction } from './database.js';
import { conditionsOf } from './memoryConditions.js';
import { entryOf, insertEntry, rowOf, type MemoryRow } from './memoryRow.js';
import { Statements } from './statements.js';

export interface Writing {
	/** Whether what is replaced becomes a revision, and why. */
	readonly keep: RevisionReason;
	/** Whether the write has to reach other machines. */
	readonly outgoing: boolean;
}

/** Entries, the index of their terms, their earlier states and what has to go out, in one transaction each. */
export class SqliteMemoryStore implements MemoryStore {
	readonly #database: DatabaseSync;
	readonly #statements: Statements;
	readonly #analyse: TextAnalysis;
	readonly #isShared: () => boolean;

	/** @param isShared whether writes have to reach other machines; read in each transaction that writes */
	constructor(database: DatabaseSync, analyse: TextAnalysis, isShared: () => boolean = () => false) {
		this.#database = database;
		this.#statements = new Statements(database);
		this.#analyse = analyse;
		this.#isShared = isShared;
	}

	get(id: MemoryId): MemoryEntry | undefined {
		const row = this.#row(id);
		return row === undefined || row.deleted === 1 ? undefined : entryOf(row);
	}

	getWithDeleted(id: MemoryId): MemoryEntry | undefined {
		const row = this.#row(id);
		return row && entryOf(row);
	}

	numbered(sequences: readonly number[]): readonly NumberedEntry[] {
		const statement = this.#statements.of('SELECT * FROM memory_entry WHERE sequence = ? AND deleted = 0');
		return sequences.flatMap((sequence) => {
			const row = statement.get(sequence) as unknown as MemoryRow | undefined;
			return row === undefined ? [] : [{ sequence, entry: entryOf(row) }];
		});
	}

	sample(count: number): readonly NumberedEntry[] {
		const statement = this.#statements.of(
			'SELECT * FROM memory_entry WHERE sequence >= ? AND deleted = 0 ORDER BY sequence LIMIT 1',
		);
		const step = (this.lastSequence() + 1) / count;
		const rows = Array.from({ length: count }, (_, at) => statement.get(Math.floor(at * step)) as unknown as MemoryRow);
		const found = new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.sequence, entryOf(row)]])));
		return [...found].map(([sequence, entry]) => ({ sequence, entry }));
	}

	list(filter: MemoryFilter): readonly MemoryEntry[] {
		const { where, parameters } = conditionsOf(filter);
		const direction = filter.latestFirst === true ? 'DESC' : 'ASC';
		const sql = `SELECT * FROM memory_entry WHERE ${where} ORDER BY chapter ${direction}, sequence ${direction} LIMIT ? OFFSET ?`;
		const rows = this.#statements.of(sql).all(...parameters, filter.limit ?? -1, filter.offset ?? 0);
		return (rows as unknown as MemoryRow[]).map(entryOf);
	}

	put(entries: readonly MemoryEntry[]): ReadonlySet<MemoryId> {
		// Asked under the lock, so that no write slips by while the novel becomes a shared one.
		return this.#write(entries, () => ({ keep: 'replaced', outgoing: this.#isShared() }));
	}

	/** For what comes from elsewhere: what goes out, and why the older state is kept, are the caller's to say. */
	write(entries: readonly MemoryEntry[], writing: Writing): ReadonlySet<MemoryId> {
		return this.#write(entries, () => writing);
	}

	/** One entry, in a transaction that the caller has begun. @returns whether the entry is now the one given */
	writeOne(entry: MemoryEntry, writing: Writing): boolean {
		return this.#replace(entry, this.lastSequence() + 1, this.#termsOf(entry), writing);
	}

	#write(entries: readonly MemoryEntry[], ask: () => Writing): ReadonlySet<MemoryId> {
		// Outside the lock, which others wait for.
		const terms = entries.map((entry) => this.#termsOf(entry));
		return inTransaction(this.#database, () => {
			const writing = ask();
			const written = new Set<MemoryId>();
			let sequence = this.lastSequence();
			entries.forEach((entry, index) => {
				if (!this.#replace(entry, sequence + 1, terms[index] ?? [], writing)) return;
				written.add(entry.id);
				sequence++;
			});
			return written;
		});
	}

	#termsOf(entry: MemoryEntry): readonly string[] {
		return entry.deleted ? [] : this.#analyse(searchTextOf(entry));
	}

	counts(): readonly MemoryCount[] {
		const rows = this.#statements
			.of(
				`SELECT tier, kind, count(*) AS entries FROM memory_entry INDEXED BY memory_shape WHERE deleted = 0
				GROUP BY tier, kind ORDER BY tier, kind`,
			)
			.all();
		return rows.map(({ tier, kind, entries }) => ({ tier, kind, entries })) as unknown as MemoryCount[];
	}

	lastSequence(): number {
		const row = this.#statements.of('SELECT max(sequence) AS last FROM memory_entry').get() as { last: number | null };
		return row.last ?? 0;
	}

	revisions(id: MemoryId): readonly MemoryRevision[] {
		const rows = this.#statements
			.of('SELECT entry, reason, kept_at AS keptAt FROM memory_revision WHERE id = ? ORDER BY version DESC')
			.all(id) as unknown as { entry: string; reason: RevisionReason; keptAt: number }[];
		return rows.map(({ entry, reason, keptAt }) => ({
			entry: { ...absent, ...(JSON.parse(entry) as MemoryEntry) },
			reason,
			keptAt,
		}));
	}

	claims(subject: string, attribute: string): readonly FactClaim[] {
		const rows = this.#statements
			.of(
				`SELECT sequence, id, chapter, coalesce(source_start, 0) AS place FROM memory_entry
				WHERE claim = ? AND deleted = 0 ORDER BY chapter, place, sequence`,
			)
			.all(claimKey(subject, attribute)) as unknown as (Omit<FactClaim, 'chapter'> & { chapter: number | null })[];
		return rows.map(({ sequence, id, chapter, place }) => ({ sequence, id, chapter: chapter ?? undefined, place }));
	}

	contentHash(): string {
		return contentHash(this.#inOrderOfIds());
	}

	*#inOrderOfIds(): Generator<MemoryEntry> {
		const rows = this.#database.prepare('SELECT * FROM memory_entry WHERE deleted = 0 ORDER BY id').iterate();
		for (const row of rows) yield entryOf(row as unknown as MemoryRow);
	}

	#row(id: MemoryId): MemoryRow | undefined {
		return this.#statements.of('SELECT * FROM memory_entry WHERE id = ?').get(id) as unknown as MemoryRow | undefined;
	}

	#replace(entry: MemoryEntry, sequence: number, terms: readonly string[], writing: Writing): boolean {
		const before = this.#row(entry.id);
		if (before !== undefined) {
			if (before.version >= entry.version) return false;
			this.#keep(before, writing.keep);
			this.#remove(before);
		}
		this.#statements.of(insertEntry).run(...rowOf(entry, sequence, terms.length, (before?.edition ?? 0) + 1));
		if (!entry.deleted)
			this.#statements.of('INSERT INTO memory_terms (rowid, terms) VALUES (?, ?)').run(sequence, terms.join(' '));
		if (writing.outgoing) this.#send(entry, before);
		return true;
	}

	#remove({ sequence, deleted }: MemoryRow): void {
		this.#statements.of('DELETE FROM memory_entry WHERE sequence = ?').run(sequence);
		this.#statements.of('DELETE FROM memory_vector WHERE sequence = ?').run(sequence);
		if (deleted === 0) this.#statements.of('DELETE FROM memory_terms WHERE rowid = ?').run(sequence);
	}

	#keep(row: MemoryRow, reason: RevisionReason): void {
		this.#statements
			.of('INSERT OR IGNORE INTO memory_revision (id, version, entry, reason, kept_at) VALUES (?, ?, ?, ?, ?)')
			.run(row.id, row.version, JSON.stringify(entryOf(row)), reason, Date.now());
	}

	/**
	 * Several writes of one entry go out as one; the base stays what the other machines last saw. A write that lost against
	 * one from elsewhere keeps a row of its own: it has to go out too, so that the others can keep it as a revision.
	 */
	#send({ id, version }: MemoryEntry, before: MemoryRow | undefined): void {
		if (before !== undefined) {
			const { changes } = this.#statements
				.of('UPDATE memory_outbox SET version = ? WHERE id = ? AND version = ?')
				.run(version, id, before.version);
			if (changes === 1) return;
		}
		this.#statements
			.of('INSERT OR IGNORE INTO memory_outbox (id, version, base) VALUES (?, ?, ?)')
			.run(id, version, before?.version ?? null);
	}
}

/** JSON leaves out what an entry has not. */
const absent = { chapter: undefined, scene: undefined, details: undefined, source: undefined };

/** Names that the text only means count for finding it, too. */
function searchTextOf({ text, entities }: MemoryEntry): string {
	const missing = entities.filter((name) => !text.includes(name));
	return missing.length === 0 ? text : `${text}\n${missing.join('\n')}`;
}
