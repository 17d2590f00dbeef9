import { parentPort, workerData } from 'node:worker_threads';
import { speakLikeParent } from '../../base/displayLanguage.js';
import { CancellationError, isAppError, isCancellation } from '../../base/errors.js';
import type { BackupJob, JobInput, JobOrder, JobReply, JobResult } from './backupJobs.js';
import { createBackup } from './createBackup.js';
import { databaseHealth } from './databaseHealth.js';
import { extractBackup } from './extractBackup.js';
import { listBackups } from './listBackups.js';
import { newestVerified } from './newestVerified.js';
import { verifyBackup } from './verifyBackup.js';

type Work = { readonly [Job in BackupJob]: (input: JobInput<Job>, signal: AbortSignal) => Promise<JobResult<Job>> };

const work: Work = {
	create: createBackup,
	list: ({ folder, checksums }, signal) => listBackups(folder, checksums, signal),
	verify: ({ file, folder }, signal) => verifyBackup(file, folder, signal),
	extract: ({ file, folder }, signal) => extractBackup(file, folder, signal),
	newestVerified: ({ folder, novelId }, signal) => newestVerified(folder, novelId, signal),
	checkDatabase: (path) => Promise.resolve(databaseHealth(path)),
};

/** Does one job. Any message cancels it. */
async function main(): Promise<void> {
	const cancel = new AbortController();
	parentPort?.once('message', () => cancel.abort(new CancellationError()));
	const reply = await replyTo(workerData as JobOrder, cancel.signal);
	parentPort?.postMessage(reply);
	parentPort?.close();
}

async function replyTo<Job extends BackupJob>(
	{ job, input }: JobOrder<Job>,
	signal: AbortSignal,
): Promise<JobReply<Job>> {
	try {
		return { kind: 'result', result: await work[job](input, signal) };
	} catch (error) {
		if (isAppError(error)) return { kind: 'fault', code: error.code, message: error.message };
		if (isCancellation(error)) return { kind: 'cancelled' };
		throw error;
	}
}

speakLikeParent();
void main();
