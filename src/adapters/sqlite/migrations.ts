import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../base/errors.js';
import { changeTriggers } from './changeTriggers.js';

interface Migration {
	readonly name: string;
	readonly sql: string;
}

/** Append only: a migration that has left the house is never edited. */
const migrations: readonly Migration[] = [
	{
		name: 'journal and ledger',
		sql: `
			CREATE TABLE run (
				id TEXT PRIMARY KEY,
				description TEXT NOT NULL,
				owner TEXT NOT NULL,
				started_at INTEGER NOT NULL,
				ended_at INTEGER,
				outcome TEXT
			) STRICT;
			CREATE TABLE stage_result (
				node TEXT NOT NULL,
				fingerprint TEXT NOT NULL,
				output TEXT NOT NULL,
				model TEXT NOT NULL,
				recorded_at INTEGER NOT NULL,
				PRIMARY KEY (node, fingerprint)
			) STRICT;
			CREATE TABLE stream (
				sequence INTEGER PRIMARY KEY AUTOINCREMENT,
				node TEXT NOT NULL,
				fingerprint TEXT NOT NULL,
				at_offset INTEGER NOT NULL,
				text TEXT NOT NULL
			) STRICT;
			CREATE INDEX stream_by_node ON stream (node, fingerprint, sequence);
			CREATE TABLE chapter (
				chapter INTEGER PRIMARY KEY,
				path TEXT NOT NULL,
				text_hash TEXT NOT NULL,
				model TEXT NOT NULL,
				recorded_at INTEGER NOT NULL
			) STRICT;
			CREATE TABLE call (
				id TEXT PRIMARY KEY,
				run TEXT NOT NULL,
				node TEXT NOT NULL,
				stage TEXT NOT NULL,
				role TEXT NOT NULL,
				chapter INTEGER,
				scene INTEGER,
				model TEXT NOT NULL,
				attempt INTEGER NOT NULL,
				owner TEXT NOT NULL,
				state TEXT NOT NULL CHECK (state IN ('held', 'estimated', 'reported', 'billed')),
				outcome TEXT NOT NULL CHECK (outcome IN ('running', 'ok', 'failed', 'aborted', 'abandoned')),
				fault TEXT,
				estimated_input_tokens INTEGER NOT NULL,
				received_characters INTEGER NOT NULL DEFAULT 0,
				input_tokens INTEGER NOT NULL DEFAULT 0,
				cache_read_tokens INTEGER NOT NULL DEFAULT 0,
				cache_write_tokens INTEGER NOT NULL DEFAULT 0,
				output_tokens INTEGER NOT NULL DEFAULT 0,
				reasoning_tokens INTEGER NOT NULL DEFAULT 0,
				held_micro_usd INTEGER NOT NULL CHECK (held_micro_usd >= 0),
				cost_micro_usd INTEGER NOT NULL DEFAULT 0 CHECK (cost_micro_usd >= 0),
				price_source TEXT NOT NULL,
				price_snapshot TEXT NOT NULL,
				started_at INTEGER NOT NULL,
				first_text_ms INTEGER,
				latency_ms INTEGER
			) STRICT;
			CREATE INDEX call_open ON call (state) WHERE state = 'held';
		`,
	},
	{
		name: 'memory',
		// A written entry gets the next sequence number, so that a number never means two things, and what changed since a
		// number is what lies above it. Terms come ready from the text analysis, one token each; their index is merged half as
		// often as is usual, since most writes are of one entry.
		// A vector's stamp is higher than that of any row before it, so that an index in memory reads only what is new.
		sql: `
			CREATE TABLE memory_entry (
				sequence INTEGER PRIMARY KEY,
				id TEXT NOT NULL UNIQUE,
				tier TEXT NOT NULL CHECK (tier IN ('immediate', 'recent', 'archival')),
				kind TEXT NOT NULL CHECK (kind IN ('scene', 'summary', 'fact', 'thread', 'note')),
				text TEXT NOT NULL,
				entities TEXT NOT NULL,
				chapter INTEGER,
				scene INTEGER,
				importance REAL NOT NULL,
				pinned INTEGER NOT NULL,
				details TEXT,
				claim TEXT,
				source_path TEXT,
				source_hash TEXT,
				source_start INTEGER,
				source_end INTEGER,
				origin TEXT NOT NULL CHECK (origin IN ('author', 'chapter', 'import')),
				stale INTEGER NOT NULL,
				terms INTEGER NOT NULL,
				edition INTEGER NOT NULL,
				version TEXT NOT NULL,
				created_at INTEGER NOT NULL,
				updated_at INTEGER NOT NULL,
				deleted INTEGER NOT NULL
			) STRICT;
			CREATE INDEX memory_shape ON memory_entry (chapter, sequence, kind, tier, terms, deleted);
			CREATE INDEX memory_at_hand ON memory_entry (tier, sequence) WHERE tier <> 'archival' AND deleted = 0;
			CREATE INDEX memory_by_claim ON memory_entry (claim, chapter, sequence) WHERE claim IS NOT NULL AND deleted = 0;
			CREATE VIRTUAL TABLE memory_terms USING fts5 (
				terms, content = '', contentless_delete = 1, detail = none,
				tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
			);
			INSERT INTO memory_terms (memory_terms, rank) VALUES ('automerge', 8);
			CREATE VIRTUAL TABLE memory_vocabulary USING fts5vocab (memory_terms, 'row');
			CREATE TABLE memory_revision (
				id TEXT NOT NULL,
				version TEXT NOT NULL,
				entry TEXT NOT NULL,
				reason TEXT NOT NULL CHECK (reason IN ('replaced', 'conflict')),
				kept_at INTEGER NOT NULL,
				PRIMARY KEY (id, version)
			) STRICT, WITHOUT ROWID;
			CREATE INDEX memory_conflicts ON memory_revision (id) WHERE reason = 'conflict';
			CREATE TABLE memory_outbox (
				id TEXT NOT NULL,
				version TEXT NOT NULL,
				base TEXT,
				PRIMARY KEY (id, version)
			) STRICT, WITHOUT ROWID;
			CREATE TABLE memory_vector (
				stamp INTEGER PRIMARY KEY AUTOINCREMENT,
				sequence INTEGER NOT NULL UNIQUE,
				chapter INTEGER NOT NULL,
				model TEXT NOT NULL,
				vector BLOB NOT NULL
			) STRICT;
			CREATE INDEX memory_vector_by_model ON memory_vector (model, sequence);
			CREATE TABLE setting (
				name TEXT PRIMARY KEY,
				value TEXT NOT NULL
			) STRICT, WITHOUT ROWID;
			${changeTriggers}
		`,
	},
];

/** The `PRAGMA user_version` that this version writes. */
export const schemaVersion = migrations.length;

/** To be asked before anything is written. @throws AppError `newer-database` */
export function refuseNewer(database: DatabaseSync, path: string): void {
	if (storedVersion(database) <= schemaVersion) return;
	throw new AppError(
		'newer-database',
		`${path} was written by a newer version of Prometheus Novel. Update the extension; the file was left as it is.`,
	);
}

/** @throws AppError `newer-database` when a newer version has written the file meanwhile */
export function migrate(database: DatabaseSync, path: string): void {
	if (storedVersion(database) === schemaVersion) return;
	database.exec('BEGIN IMMEDIATE');
	try {
		// Read again under the lock: another window may have migrated meanwhile.
		refuseNewer(database, path);
		for (const migration of migrations.slice(storedVersion(database))) database.exec(migration.sql);
		database.exec(`PRAGMA user_version = ${schemaVersion}`);
		database.exec('COMMIT');
	} catch (error) {
		if (database.isTransaction) database.exec('ROLLBACK');
		throw error;
	}
}

/** The `PRAGMA user_version` of a file; 0 for a new one. */
export function storedVersion(database: DatabaseSync): number {
	return (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
}
