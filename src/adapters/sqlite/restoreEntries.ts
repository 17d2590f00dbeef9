import type { DatabaseSync } from 'node:sqlite';
import { contentOf } from '../../core/memory/contentHash.js';
import type { MemoryEntry, MemoryId } from '../../core/memory/entry.js';
import type { HybridClock } from '../../core/memory/hybridClock.js';
import type { RestoreReport } from '../../core/memory/memoryRestorer.js';
import { entryOf, type MemoryRow } from './memoryRow.js';
import type { SqliteMemoryStore } from './sqliteMemoryStore.js';

export interface RestoreInputs {
	/** With the copy attached as `copy`. */
	readonly database: DatabaseSync;
	readonly store: SqliteMemoryStore;
	readonly versions: HybridClock;
	readonly isShared: boolean;
	readonly hasCopy: boolean;
}

/**
 * Makes the live entries those of the copy, by writing what differs as any other write: what it replaces stays as a
 * revision, other machines hear of it, and the index follows.
 */
export function restoreEntries(inputs: RestoreInputs): RestoreReport {
	const { database, store, versions, isShared } = inputs;
	const now = Date.now();
	const kept = new Set<MemoryId>();
	const count = { restored: 0, removed: 0, unchanged: 0 };
	const write = (entry: MemoryEntry, before: MemoryEntry | undefined): void => {
		const version = versions.next(before?.version ?? entry.version);
		store.writeOne({ ...entry, version, updatedAt: now }, { keep: 'replaced', outgoing: isShared });
	};
	for (const entry of inputs.hasCopy ? entriesOf(database, 'copy') : []) {
		kept.add(entry.id);
		const before = store.getWithDeleted(entry.id);
		if (before !== undefined && !before.deleted && contentOf(before) === contentOf(entry)) count.unchanged++;
		else {
			write(entry, before);
			count.restored++;
		}
	}
	for (const entry of [...entriesOf(database, 'main')].filter(({ id }) => !kept.has(id))) {
		// Of whoever it was: what was read from a chapter comes back when that is read again.
		write({ ...entry, deleted: true }, entry);
		count.removed++;
	}
	return count;
}

/** After a loss: brings back what is missing, tombstones as well, as it was; nothing that is newer is touched. */
export function recoverEntries({ database, store, isShared }: RestoreInputs): RestoreReport {
	const count = { restored: 0, removed: 0, unchanged: 0 };
	for (const entry of entriesOf(database, 'copy', '1')) {
		if (store.writeOne(entry, { keep: 'replaced', outgoing: isShared })) count.restored++;
		else count.unchanged++;
	}
	return count;
}

/** Live ones, in the order in which they were written. */
function* entriesOf(database: DatabaseSync, schema: 'main' | 'copy', where = 'deleted = 0'): Generator<MemoryEntry> {
	const rows = database.prepare(`SELECT * FROM ${schema}.memory_entry WHERE ${where} ORDER BY sequence`).iterate();
	for (const row of rows) yield entryOf(row as unknown as MemoryRow);
}
