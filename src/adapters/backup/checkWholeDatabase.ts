import { runBackupJob } from './runBackupJob.js';

/**
 * Reads all of a database, also of one in use, in a thread of its own.
 * @param dist folder that holds `snapshotWorker.js`
 * @returns 'ok', or the first problem in SQLite's words
 */
export function checkWholeDatabase(dist: URL, path: string, signal: AbortSignal): Promise<string> {
	return runBackupJob(dist, 'checkDatabase', path, signal);
}
