import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import * as l10n from '@vscode/l10n';
import { AppError, sentenceOf } from '../../base/errors.js';
import { isOnAnotherMachine } from './isOnAnotherMachine.js';
import { migrate, refuseNewer, schemaVersion, storedVersion } from './migrations.js';

export interface OpenedDatabase {
	readonly database: DatabaseSync;
	/** Where a damaged file was put aside, when there was one. */
	readonly quarantined: string | undefined;
}

/**
 * Opens `novel.db` with every commit on disk when it returns (synchronous=FULL; WAL, but a rollback journal where the
 * file lies on another machine). A damaged file is set aside under its name with a date, never deleted. A large file is
 * read whole only when it was found damaged before: `checkWholeDatabase` reads it in the background.
 * @throws AppError `no-sqlite`, `unwritable` or `newer-database`, each with what to do.
 */
export async function openDatabase(path: string, isRemote = isOnAnotherMachine): Promise<OpenedDatabase> {
	const { DatabaseSync } = await sqlite();
	makeFolder(dirname(path));
	const options = { isRemote: isRemote(path), isSuspect: existsSync(suspicionOf(path)) };
	try {
		const database = openSound(DatabaseSync, path, options);
		rmSync(suspicionOf(path), { force: true });
		return { database, quarantined: dueRecovery(path) };
	} catch (error) {
		if (!isDamage(error)) throw translate(error, path);
	}
	const quarantined = setAside(path);
	// Kept until what can come back is back, so that a crash in between loses nothing of it.
	writeFileSync(recoveryOf(path), quarantined);
	rmSync(suspicionOf(path), { force: true });
	return { database: openSound(DatabaseSync, path, options), quarantined };
}

/** What could be brought back after a damaged file was put aside is back. */
export function noteRecovered(path: string): void {
	rmSync(recoveryOf(path), { force: true });
}

function dueRecovery(path: string): string | undefined {
	return existsSync(recoveryOf(path)) ? readFileSync(recoveryOf(path), 'utf8') : undefined;
}

function recoveryOf(path: string): string {
	return `${path}.recovering`;
}

/** Whether a file has the schema of an earlier version, which opening changes; false where there is none to be read. */
export async function isOfEarlierVersion(path: string): Promise<boolean> {
	if (!existsSync(path)) return false;
	const { DatabaseSync } = await sqlite();
	let database: DatabaseSync | undefined;
	try {
		database = new DatabaseSync(path, { readOnly: true });
		const version = storedVersion(database);
		return version > 0 && version < schemaVersion;
	} catch {
		// Opening says what is wrong.
		return false;
	} finally {
		database?.close();
	}
}

/** The next opening reads the file whole, and sets it aside when it is damaged indeed. */
export function noteSuspicion(path: string, problem: string): void {
	writeFileSync(suspicionOf(path), `${problem}\n`);
}

function suspicionOf(path: string): string {
	return `${path}.suspect`;
}

/** Runs `work` under a write lock that is taken at once, so that two processes never deadlock half-way. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
	database.exec('BEGIN IMMEDIATE');
	try {
		const result = work();
		database.exec('COMMIT');
		return result;
	} catch (error) {
		if (database.isTransaction) database.exec('ROLLBACK');
		throw error;
	}
}

async function sqlite(): Promise<typeof import('node:sqlite')> {
	try {
		return await import('node:sqlite');
	} catch (cause) {
		throw new AppError(
			'no-sqlite',
			l10n.t(
				'Node.js is too old here: it has no SQLite with full-text search. In the editor, update VS Code to 1.104 or newer; on the command line, use Node.js 22.16 or newer.',
			),
			{ cause },
		);
	}
}

function makeFolder(folder: string): void {
	try {
		mkdirSync(folder, { recursive: true });
	} catch (error) {
		throw translate(error, folder);
	}
}

interface OpenOptions {
	readonly isRemote: boolean;
	readonly isSuspect: boolean;
}

/** Read whole on every opening up to here, which takes some 20 ms. */
const quicklyReadBytes = 8_000_000;

function openSound(Database: typeof DatabaseSync, path: string, { isRemote, isSuspect }: OpenOptions): DatabaseSync {
	const isSmall = (statSync(path, { throwIfNoEntry: false })?.size ?? 0) <= quicklyReadBytes;
	const database = new Database(path);
	try {
		database.exec('PRAGMA busy_timeout=5000;');
		refuseNewer(database, path);
		setJournalMode(database, isRemote ? 'DELETE' : 'WAL');
		database.exec('PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;');
		if (isSuspect) refuseDamaged(database, 'integrity_check');
		else if (isSmall) refuseDamaged(database, 'quick_check');
		migrate(database, path);
		return database;
	} catch (error) {
		database.close();
		throw error;
	}
}

/** SQLite does not wait for others while it changes the mode, and several windows may open a new file at once. */
function setJournalMode(database: DatabaseSync, mode: 'WAL' | 'DELETE'): void {
	for (let attempt = 1; ; attempt++) {
		try {
			database.exec(`PRAGMA journal_mode=${mode}`);
			return;
		} catch (error) {
			if (primaryCode(error) !== busyCode || attempt === 100) throw error;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
		}
	}
}

function refuseDamaged(database: DatabaseSync, check: 'quick_check' | 'integrity_check'): void {
	const problem = Object.values(database.prepare(`PRAGMA ${check}(1)`).get() ?? {})[0];
	if (problem !== 'ok') throw new DamagedDatabaseError(String(problem));
}

class DamagedDatabaseError extends Error {}

const damageCodes = new Set([11 /* SQLITE_CORRUPT */, 26 /* SQLITE_NOTADB */]);

const busyCode = 5; /* SQLITE_BUSY */

const unwritableCodes = new Set([8 /* SQLITE_READONLY */, 13 /* SQLITE_FULL */, 14 /* SQLITE_CANTOPEN */]);

function isDamage(error: unknown): boolean {
	return error instanceof DamagedDatabaseError || damageCodes.has(primaryCode(error) ?? 0);
}

function setAside(path: string): string {
	const target = unusedName(`${path}.damaged-${new Date().toISOString().replaceAll(':', '-').slice(0, 19)}`);
	renameSync(path, target);
	// Its log goes with it: it may hold what can still be saved, and must not be replayed into the fresh file.
	if (existsSync(`${path}-wal`)) renameSync(`${path}-wal`, `${target}-wal`);
	rmSync(`${path}-shm`, { force: true });
	return target;
}

function unusedName(name: string): string {
	let unused = name;
	for (let number = 2; existsSync(unused); number++) unused = `${name}-${number}`;
	return unused;
}

/** SQLite's extended codes carry the primary one in their low byte. */
function primaryCode(error: unknown): number | undefined {
	const { errcode } = error as { errcode?: number };
	return errcode === undefined ? undefined : errcode & 0xff;
}

function translate(error: unknown, path: string): unknown {
	const code = (error as { code?: string }).code;
	const errcode = primaryCode(error) ?? 0;
	if (
		['EACCES', 'EROFS', 'EPERM', 'ENOSPC', 'ENOTDIR', 'EEXIST'].includes(code ?? '') ||
		unwritableCodes.has(errcode)
	) {
		return new AppError(
			'unwritable',
			l10n.t(
				"Cannot write to {0} ({1}). Allow writing to the novel's folder, or move the novel to one you may write to.",
				path,
				sentenceOf(error),
			),
			{
				cause: error,
			},
		);
	}
	return error;
}
