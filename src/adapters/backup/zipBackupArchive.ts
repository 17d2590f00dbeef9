import { rm } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Backup, BackupArchive, BackupFacts, ExtractedBackup, NewestVerified } from '../../core/memory/backup.js';
import type { BackupManifest } from '../../core/memory/backupManifest.js';
import { readBackupName } from '../../core/memory/backupName.js';
import { fileFault } from '../files/fileFault.js';
import { badBackup } from './badBackup.js';
import { runBackupJob } from './runBackupJob.js';

export interface ZipBackupPlaces {
	/** Folder of the bundle, with `snapshotWorker.js`. */
	readonly dist: URL;
	/** Absolute path of the live database. */
	readonly database: string;
	/** Where backups stand; made with the first one. */
	readonly folder: string;
}

/** Backups as sealed ZIP files in a folder: any program that unpacks can get at the database. */
export class ZipBackupArchive implements BackupArchive {
	readonly #places: ZipBackupPlaces;

	constructor(places: ZipBackupPlaces) {
		this.#places = places;
	}

	create(facts: BackupFacts, signal: AbortSignal): Promise<Backup> {
		const { dist, database, folder } = this.#places;
		return runBackupJob(dist, 'create', { database, folder, facts }, signal);
	}

	list(checksums: boolean, signal: AbortSignal): Promise<readonly Backup[]> {
		const { dist, folder } = this.#places;
		return runBackupJob(dist, 'list', { folder, checksums }, signal);
	}

	async verify(backup: string, signal: AbortSignal): Promise<BackupManifest> {
		const { dist, folder } = this.#places;
		return await runBackupJob(dist, 'verify', { file: this.#path(backup), folder }, signal);
	}

	async extract(backup: string, folder: string, signal: AbortSignal): Promise<ExtractedBackup> {
		return await runBackupJob(this.#places.dist, 'extract', { file: this.#path(backup), folder }, signal);
	}

	newestVerified(novelId: string, signal: AbortSignal): Promise<NewestVerified> {
		const { dist, folder } = this.#places;
		return runBackupJob(dist, 'newestVerified', { folder, novelId }, signal);
	}

	async remove(name: string): Promise<void> {
		const path = this.#listed(name);
		try {
			await rm(path, { force: true });
		} catch (error) {
			throw fileFault(error, 'unwritable', path);
		}
	}

	#path(backup: string): string {
		return isAbsolute(backup) ? backup : this.#listed(backup);
	}

	/** A name leads to a backup in the folder, and nowhere else. */
	#listed(name: string): string {
		if (readBackupName(name) === undefined) throw badBackup(name, l10n.t('it has not the name of a backup'));
		return join(this.#places.folder, name);
	}
}
