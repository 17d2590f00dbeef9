import type { BackupManifest } from '../../core/memory/backupManifest.js';
import { extractBackup } from './extractBackup.js';
import { withWorkFolder } from './workFolder.js';

/**
 * Checks all there is to check about a backup, and leaves nothing.
 * @param folder where there is room for its database
 * @throws AppError `bad-backup`, `unreadable` or `unwritable`
 */
export async function verifyBackup(file: string, folder: string, signal: AbortSignal): Promise<BackupManifest> {
	return await withWorkFolder(folder, async (work) => (await extractBackup(file, work, signal)).manifest);
}
