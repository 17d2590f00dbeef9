import { createReadStream, existsSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Backup, BackupFacts } from '../../core/memory/backup.js';
import { backupFormat, type BackupManifest } from '../../core/memory/backupManifest.js';
import { backupName } from '../../core/memory/backupName.js';
import { renameOver } from '../files/renameOver.js';
import { badBackup } from './badBackup.js';
import { databaseProblem } from './databaseProblem.js';
import { hashOf } from './hashOf.js';
import { withArchive } from './readArchive.js';
import { queryOnly } from './queryOnly.js';
import { snapshotFacts, takeSnapshot, type SnapshotFacts } from './snapshot.js';
import { copyFault, damagedDatabase } from './sqliteFault.js';
import { withWorkFolder } from './workFolder.js';
import { writeArchive } from './writeArchive.js';

export interface BackupRequest {
	/** Absolute path of the live database. */
	readonly database: string;
	/** Where backups stand; made when there is none. */
	readonly folder: string;
	readonly facts: BackupFacts;
}

/**
 * Copies the live database, checks the copy, packs it and reads the pack back before it gets its name. Blocks its thread for
 * as long as SQLite copies and checks.
 * @throws AppError `damaged-database`, `busy-database` or `unwritable`
 */
export async function createBackup({ database, folder, facts }: BackupRequest, signal: AbortSignal): Promise<Backup> {
	return await withWorkFolder(folder, async (work) => {
		signal.throwIfAborted();
		const snapshot = join(work, 'novel.db');
		const found = checkedSnapshot(database, snapshot);
		const createdAt = unusedTime(folder, facts);
		const manifest = await manifestOf({ ...facts, createdAt }, found, snapshot, signal);
		const packed = join(work, 'backup.zip');
		await writeArchive(packed, { manifest, database: snapshot }, signal);
		await readBack(packed, manifest, signal);
		const name = backupName(createdAt, facts.reason);
		const { size } = await stat(packed);
		await renameOver(packed, join(folder, name));
		await syncFolder(folder);
		return summaryOf(name, size, manifest);
	});
}

function checkedSnapshot(database: string, snapshot: string): SnapshotFacts {
	try {
		takeSnapshot(database, snapshot);
		return queryOnly(snapshot, (copy) => {
			const problem = databaseProblem(copy);
			if (problem !== undefined) throw damagedDatabase(database, problem);
			return snapshotFacts(copy);
		});
	} catch (error) {
		throw copyFault(error, database);
	}
}

// Two windows that choose the same name have copied the same state; either backup may stay.
function unusedTime(folder: string, { createdAt, reason }: BackupFacts): number {
	let time = createdAt;
	while (existsSync(join(folder, backupName(time, reason)))) time++;
	return time;
}

async function manifestOf(
	{ novel, reason, createdAt }: BackupFacts,
	found: SnapshotFacts,
	snapshot: string,
	signal: AbortSignal,
): Promise<BackupManifest> {
	const { size: bytes } = await stat(snapshot);
	const sha256 = await hashOf(createReadStream(snapshot, { highWaterMark: 256 * 1_024 }), signal);
	return {
		format: backupFormat,
		schemaVersion: found.schemaVersion,
		novel: { id: novel.id, title: novel.title },
		createdAt: new Date(createdAt).toISOString(),
		reason,
		entries: found.entries,
		contentHash: found.contentHash,
		changeMark: found.changeMark,
		database: { bytes, sha256 },
	};
}

/** The copy was checked before; when the pack gives the same bytes, it is as sound. */
async function readBack(packed: string, manifest: BackupManifest, signal: AbortSignal): Promise<void> {
	const read = await withArchive(packed, true, (archive) => hashOf(archive.database, signal), signal);
	if (read !== manifest.database.sha256)
		throw badBackup(packed, l10n.t('the disk gave back other bytes than were written'));
}

/** Makes the new name last, where a system lets a folder be synced. */
async function syncFolder(folder: string): Promise<void> {
	if (process.platform === 'win32') return;
	const handle = await open(folder, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

function summaryOf(name: string, bytes: number, manifest: BackupManifest): Backup {
	return {
		name,
		createdAt: Date.parse(manifest.createdAt),
		reason: manifest.reason,
		bytes,
		novelId: manifest.novel.id,
		entries: manifest.entries,
		changeMark: manifest.changeMark,
		verified: true,
	};
}
