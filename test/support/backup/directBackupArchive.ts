import { join } from 'node:path';
import { createBackup } from '../../../src/adapters/backup/createBackup.js';
import { extractBackup } from '../../../src/adapters/backup/extractBackup.js';
import { listBackups } from '../../../src/adapters/backup/listBackups.js';
import { newestVerified } from '../../../src/adapters/backup/newestVerified.js';
import { verifyBackup } from '../../../src/adapters/backup/verifyBackup.js';
import { ZipBackupArchive, type ZipBackupPlaces } from '../../../src/adapters/backup/zipBackupArchive.js';
import type { BackupArchive } from '../../../src/core/memory/backup.js';
import { dist } from '../novel/sampleProject.js';

/** The same backups as `ZipBackupArchive` makes, without starting a thread for each. */
export function directBackupArchive({ database, folder }: Omit<ZipBackupPlaces, 'dist'>): BackupArchive {
	const archive = new ZipBackupArchive({ dist, database, folder });
	return {
		create: (facts, signal) => createBackup({ database, folder, facts }, signal),
		list: (checksums, signal) => listBackups(folder, checksums, signal),
		verify: (name, signal) => verifyBackup(join(folder, name), folder, signal),
		extract: (name, target, signal) => extractBackup(join(folder, name), target, signal),
		newestVerified: (novelId, signal) => newestVerified(folder, novelId, signal),
		remove: (name) => archive.remove(name),
	};
}
