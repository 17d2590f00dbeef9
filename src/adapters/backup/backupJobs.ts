import type { Backup, ExtractedBackup, NewestVerified } from '../../core/memory/backup.js';
import type { BackupManifest } from '../../core/memory/backupManifest.js';
import type { BackupRequest } from './createBackup.js';

/** What the worker does, by name: what it is given and what it gives back. */
export interface BackupJobs {
	readonly create: (request: BackupRequest) => Backup;
	readonly list: (input: { readonly folder: string; readonly checksums: boolean }) => readonly Backup[];
	readonly verify: (input: { readonly file: string; readonly folder: string }) => BackupManifest;
	readonly extract: (input: { readonly file: string; readonly folder: string }) => ExtractedBackup;
	readonly newestVerified: (input: { readonly folder: string; readonly novelId: string }) => NewestVerified;
	readonly checkDatabase: (path: string) => string;
}

export type BackupJob = keyof BackupJobs;
export type JobInput<Job extends BackupJob> = Parameters<BackupJobs[Job]>[0];
export type JobResult<Job extends BackupJob> = ReturnType<BackupJobs[Job]>;

export interface JobOrder<Job extends BackupJob = BackupJob> {
	readonly job: Job;
	readonly input: JobInput<Job>;
}

/** `fault`: an AppError, which threads do not hand over whole. */
export type JobReply<Job extends BackupJob = BackupJob> =
	| { readonly kind: 'result'; readonly result: JobResult<Job> }
	| { readonly kind: 'fault'; readonly code: string; readonly message: string }
	| { readonly kind: 'cancelled' };
