import type { SQLInputValue } from 'node:sqlite';
import { claimOf } from '../../core/memory/claim.js';
import type { MemoryDetails, MemoryEntry, MemorySource } from '../../core/memory/entry.js';

/** A row of `memory_entry` as SQLite gives it. */
export interface MemoryRow {
	readonly sequence: number;
	readonly id: MemoryEntry['id'];
	readonly tier: MemoryEntry['tier'];
	readonly kind: MemoryEntry['kind'];
	readonly text: string;
	readonly entities: string;
	readonly chapter: number | null;
	readonly scene: number | null;
	readonly importance: number;
	readonly pinned: number;
	readonly details: string | null;
	readonly source_path: string | null;
	readonly source_hash: string | null;
	readonly source_start: number | null;
	readonly source_end: number | null;
	readonly origin: MemoryEntry['origin'];
	readonly stale: number;
	/** 1 for the first state of an entry, one more for each that replaced it. */
	readonly edition: number;
	readonly version: MemoryEntry['version'];
	readonly created_at: number;
	readonly updated_at: number;
	readonly deleted: number;
}

const columns = [
	'sequence',
	'id',
	'tier',
	'kind',
	'text',
	'entities',
	'chapter',
	'scene',
	'importance',
	'pinned',
	'details',
	'claim',
	'source_path',
	'source_hash',
	'source_start',
	'source_end',
	'origin',
	'stale',
	'terms',
	'edition',
	'version',
	'created_at',
	'updated_at',
	'deleted',
] as const;

export const insertEntry = `INSERT INTO memory_entry (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;

/** @param terms of the text, counted */
export function rowOf(entry: MemoryEntry, sequence: number, terms: number, edition: number): SQLInputValue[] {
	const { source, details } = entry;
	return [
		sequence,
		entry.id,
		entry.tier,
		entry.kind,
		entry.text,
		JSON.stringify(entry.entities),
		entry.chapter ?? null,
		entry.scene ?? null,
		entry.importance,
		Number(entry.pinned),
		details === undefined ? null : JSON.stringify(details),
		claimOf(details) ?? null,
		source?.path ?? null,
		source?.hash ?? null,
		source?.start ?? null,
		source?.end ?? null,
		entry.origin,
		Number(entry.stale),
		terms,
		edition,
		entry.version,
		entry.createdAt,
		entry.updatedAt,
		Number(entry.deleted),
	];
}

export function entryOf(row: MemoryRow): MemoryEntry {
	return {
		id: row.id,
		tier: row.tier,
		kind: row.kind,
		text: row.text,
		entities: JSON.parse(row.entities) as string[],
		chapter: row.chapter ?? undefined,
		scene: row.scene ?? undefined,
		importance: row.importance,
		pinned: row.pinned === 1,
		details: row.details === null ? undefined : (JSON.parse(row.details) as MemoryDetails),
		source: sourceOf(row),
		origin: row.origin,
		stale: row.stale === 1,
		version: row.version,
		createdAt: row.created_at,
		updatedAt: row.updated_at,
		deleted: row.deleted === 1,
	};
}

function sourceOf(row: MemoryRow): MemorySource | undefined {
	if (row.source_path === null) return undefined;
	return {
		path: row.source_path,
		hash: row.source_hash ?? '',
		start: row.source_start ?? 0,
		end: row.source_end ?? 0,
	};
}
