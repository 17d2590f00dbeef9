import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isAppError } from '../../base/errors.js';
import type { Backup } from '../../core/memory/backup.js';
import type { BackupManifest } from '../../core/memory/backupManifest.js';
import { readBackupName } from '../../core/memory/backupName.js';
import { fileFault, systemCode } from '../files/fileFault.js';
import { withArchive } from './readArchive.js';

/**
 * Backups by the names of their files, newest first; other files are no business of ours.
 * @param checksums whether to read each one whole, and so to know whether it is damaged
 * @throws AppError `unreadable`
 */
export async function listBackups(folder: string, checksums: boolean, signal: AbortSignal): Promise<readonly Backup[]> {
	const backups: Backup[] = [];
	for (const name of await namesIn(folder)) {
		signal.throwIfAborted();
		const backup = await describe(folder, name, checksums, signal);
		if (backup !== undefined) backups.push(backup);
	}
	return backups.sort((a, b) => b.createdAt - a.createdAt || (a.name < b.name ? 1 : -1));
}

async function namesIn(folder: string): Promise<readonly string[]> {
	try {
		return await readdir(folder);
	} catch (error) {
		if (systemCode(error) === 'ENOENT') return [];
		throw fileFault(error, 'unreadable', folder);
	}
}

/** Undefined for what is no backup, or is gone by now. */
async function describe(
	folder: string,
	name: string,
	checksums: boolean,
	signal: AbortSignal,
): Promise<Backup | undefined> {
	const named = readBackupName(name);
	const file = await stat(join(folder, name)).catch(() => undefined);
	if (named === undefined || file === undefined || !file.isFile()) return undefined;
	const manifest = await manifestOf(join(folder, name), checksums, signal);
	return {
		name,
		...named,
		bytes: file.size,
		novelId: manifest?.novel.id,
		entries: manifest?.entries,
		changeMark: manifest?.changeMark,
		verified: manifest === undefined ? false : checksums || undefined,
	};
}

async function manifestOf(path: string, checksums: boolean, signal: AbortSignal): Promise<BackupManifest | undefined> {
	try {
		return await withArchive(path, checksums, ({ manifest }) => manifest, signal);
	} catch (error) {
		if (isAppError(error)) return undefined;
		throw error;
	}
}
