import { Worker } from 'node:worker_threads';
import { AppError } from '../../base/errors.js';
import type { BackupJob, JobInput, JobOrder, JobReply, JobResult } from './backupJobs.js';

/**
 * Does one job in a thread of its own, so that nothing here waits while SQLite copies and checks. Settles when that thread has
 * ended and its files are closed: after a cancellation, when SQLite has finished what it was at.
 * @param dist folder that holds `snapshotWorker.js`
 * @throws AppError as the job's function says; the signal's reason
 */
export async function runBackupJob<Job extends BackupJob>(
	dist: URL,
	job: Job,
	input: JobInput<Job>,
	signal: AbortSignal,
): Promise<JobResult<Job>> {
	signal.throwIfAborted();
	const worker = new Worker(new URL('snapshotWorker.js', dist), {
		workerData: { job, input } satisfies JobOrder<Job>,
		// node:sqlite warns of itself; a user can do nothing about it.
		execArgv: ['--disable-warning=ExperimentalWarning'],
	});
	const cancel = (): void => worker.postMessage('cancel');
	signal.addEventListener('abort', cancel, { once: true });
	try {
		return resultOf(await replyOf<Job>(worker), signal);
	} finally {
		signal.removeEventListener('abort', cancel);
	}
}

function replyOf<Job extends BackupJob>(worker: Worker): Promise<JobReply<Job>> {
	return new Promise((resolve, reject) => {
		let reply: JobReply<Job> | undefined;
		worker.once('message', (message: JobReply<Job>) => (reply = message));
		worker.once('error', reject);
		worker.once('exit', () => {
			if (reply === undefined) reject(new Error('The thread for backups ended before its work was done.'));
			else resolve(reply);
		});
	});
}

function resultOf<Job extends BackupJob>(reply: JobReply<Job>, signal: AbortSignal): JobResult<Job> {
	if (reply.kind === 'result') return reply.result;
	if (reply.kind === 'fault') throw new AppError(reply.code, reply.message);
	throw signal.reason;
}
