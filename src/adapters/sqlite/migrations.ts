import type { DatabaseSync } from 'node:sqlite';
import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import { callTotals } from './callTotals.js';
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
	{
		name: 'costs',
		// Sums are kept by triggers, in the transaction that writes the call, so that no figure has to read 100,000 rows and
		// none can differ from them. A call of a batch outlives its process. `shared_with` names the budget server that knows
		// how a call ended, with " elsewhere" after it where that server counts it as another machine's.
		sql: `
			ALTER TABLE call ADD COLUMN lane TEXT NOT NULL DEFAULT 'now' CHECK (lane IN ('now', 'batch'));
			ALTER TABLE call ADD COLUMN cache_write_hour_tokens INTEGER NOT NULL DEFAULT 0;
			ALTER TABLE call ADD COLUMN cache_saving_micro_usd INTEGER NOT NULL DEFAULT 0;
			ALTER TABLE call ADD COLUMN batch_saving_micro_usd INTEGER NOT NULL DEFAULT 0;
			ALTER TABLE call ADD COLUMN day TEXT NOT NULL DEFAULT '';
			ALTER TABLE call ADD COLUMN shared_with TEXT;
			UPDATE call SET day = date(started_at / 1000, 'unixepoch', 'localtime');
			CREATE INDEX call_by_node ON call (node);
			CREATE INDEX call_by_stage ON call (stage, started_at);
			CREATE INDEX call_not_shared ON call (id) WHERE shared_with IS NULL;
			CREATE TABLE budget_alert (
				scope TEXT NOT NULL CHECK (scope IN ('novel', 'run', 'month')),
				period TEXT NOT NULL,
				limit_micro_usd INTEGER NOT NULL,
				threshold REAL NOT NULL,
				level TEXT NOT NULL CHECK (level IN ('INFO', 'WARNING', 'CRITICAL', 'BUDGET_EXCEEDED')),
				told INTEGER NOT NULL,
				spent_micro_usd INTEGER NOT NULL,
				held_micro_usd INTEGER NOT NULL,
				crossed_at INTEGER NOT NULL,
				PRIMARY KEY (scope, period, limit_micro_usd, threshold)
			) STRICT, WITHOUT ROWID;
			CREATE TABLE forecast (
				id TEXT PRIMARY KEY,
				made_at INTEGER NOT NULL,
				forecast TEXT NOT NULL
			) STRICT, WITHOUT ROWID;
			CREATE TABLE batch (
				id TEXT PRIMARY KEY,
				owner TEXT NOT NULL,
				provider_id TEXT,
				model TEXT NOT NULL,
				state TEXT NOT NULL CHECK (state IN ('preparing', 'running', 'ended')),
				requests TEXT NOT NULL,
				outcome TEXT,
				created_at INTEGER NOT NULL,
				ended_at INTEGER
			) STRICT, WITHOUT ROWID;
			${callTotals}
		`,
	},
	{
		name: 'profile',
		// A run without a duration goes on, or was killed. Spans are written as they end, so that a killed run keeps those.
		sql: `
			CREATE TABLE profile_run (
				run TEXT PRIMARY KEY,
				started_at INTEGER NOT NULL,
				strategy TEXT NOT NULL,
				continuity TEXT NOT NULL,
				slots INTEGER NOT NULL,
				duration_ms REAL,
				outcome TEXT
			) STRICT, WITHOUT ROWID;
			CREATE TABLE profile_graph (
				run TEXT NOT NULL REFERENCES profile_run ON DELETE CASCADE,
				at_ms REAL NOT NULL,
				nodes TEXT NOT NULL
			) STRICT;
			CREATE INDEX profile_graph_by_run ON profile_graph (run);
			CREATE TABLE profile_span (
				run TEXT NOT NULL REFERENCES profile_run ON DELETE CASCADE,
				id INTEGER NOT NULL,
				parent INTEGER,
				type TEXT NOT NULL,
				name TEXT NOT NULL,
				start_ms REAL NOT NULL,
				duration_ms REAL NOT NULL,
				outcome TEXT NOT NULL,
				node TEXT,
				stage TEXT,
				chapter INTEGER,
				scene INTEGER,
				model TEXT,
				attempt INTEGER,
				slot INTEGER,
				lane TEXT,
				call TEXT,
				input_tokens INTEGER,
				cache_read_tokens INTEGER,
				output_tokens INTEGER,
				first_text_ms REAL,
				fault TEXT,
				backoff_ms REAL,
				PRIMARY KEY (run, id)
			) STRICT, WITHOUT ROWID;
		`,
	},
	{
		name: 'receipts',
		// Texts are kept once, compressed, however many calls were given them; `last_used` is the newest receipt that has it,
		// so that a text can go when all receipts from there on have gone.
		sql: `
			CREATE TABLE receipt (
				sequence INTEGER PRIMARY KEY AUTOINCREMENT,
				call TEXT NOT NULL UNIQUE,
				node TEXT NOT NULL,
				stage TEXT NOT NULL,
				chapter INTEGER,
				scene INTEGER,
				content BLOB NOT NULL
			) STRICT;
			CREATE INDEX receipt_by_chapter ON receipt (chapter, sequence);
			CREATE TABLE receipt_text (
				hash TEXT PRIMARY KEY,
				text BLOB NOT NULL,
				last_used INTEGER NOT NULL
			) STRICT;
			CREATE INDEX receipt_text_by_use ON receipt_text (last_used);
		`,
	},
	{
		name: 'staleness',
		sql: `
			CREATE TABLE draft_basis (
				chapter INTEGER NOT NULL,
				text_hash TEXT NOT NULL,
				recorded_at INTEGER NOT NULL,
				basis TEXT NOT NULL,
				PRIMARY KEY (chapter, text_hash)
			) STRICT;
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
		l10n.t(
			'{0} was written by a newer version of Prometheus Novel. Update the extension; the file was left as it is.',
			path,
		),
	);
}

/**
 * @param version that is wanted, the newest but for tests of those before
 * @throws AppError `newer-database` when a newer version has written the file meanwhile
 */
export function migrate(database: DatabaseSync, path: string, version = schemaVersion): void {
	if (storedVersion(database) === version) return;
	database.exec('BEGIN IMMEDIATE');
	try {
		// Read again under the lock: another window may have migrated meanwhile.
		refuseNewer(database, path);
		for (const migration of migrations.slice(storedVersion(database), version)) database.exec(migration.sql);
		database.exec(`PRAGMA user_version = ${version}`);
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
