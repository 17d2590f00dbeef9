import type { BackupManifest } from './backupManifest.js';
import type { BackupReason } from './backupReason.js';

/** What a backup is made for; everything else it reads from the database. */
export interface BackupFacts {
	readonly novel: { readonly id: string; readonly title: string };
	readonly reason: BackupReason;
	/** Milliseconds since the Unix epoch. */
	readonly createdAt: number;
}

/** A backup as a list shows it. What its manifest says is undefined where that cannot be read. */
export interface Backup {
	readonly name: string;
	/** Milliseconds since the Unix epoch. */
	readonly createdAt: number;
	readonly reason: BackupReason;
	/** Of the backup itself. */
	readonly bytes: number;
	readonly novelId: string | undefined;
	/** Live entries of memory. */
	readonly entries: number | undefined;
	/** The mark of the state that was backed up; null when its schema knew none. */
	readonly changeMark: string | null | undefined;
	/** Undefined where nobody has looked. */
	readonly verified: boolean | undefined;
}

export interface ExtractedBackup {
	readonly manifest: BackupManifest;
	/** Absolute path of a checked copy of the database, which belongs to the caller. */
	readonly database: string;
}

export interface SkippedBackup {
	readonly name: string;
	/** A sentence. */
	readonly why: string;
}

export interface NewestVerified {
	readonly newest: { readonly name: string; readonly manifest: BackupManifest } | undefined;
	/** Newer ones that were no good, newest first. */
	readonly skipped: readonly SkippedBackup[];
}

/**
 * The backups of one novel. A backup is named as its list names it, or by an absolute path.
 * What is refused is an AppError `bad-backup`, whose sentence says why; the novel is never touched.
 */
export interface BackupArchive {
	/** Copies the database as it is at one moment, while others go on writing. Leaves nothing behind when it fails. */
	create(facts: BackupFacts, signal: AbortSignal): Promise<Backup>;
	/** Newest first. @param checksums whether to read each backup whole, and so to know whether it is damaged */
	list(checksums: boolean, signal: AbortSignal): Promise<readonly Backup[]>;
	/** Checks all there is to check. @throws AppError `bad-backup` */
	verify(backup: string, signal: AbortSignal): Promise<BackupManifest>;
	/** Puts a checked copy of the database into an existing folder. @throws AppError `bad-backup` */
	extract(backup: string, folder: string, signal: AbortSignal): Promise<ExtractedBackup>;
	/** The newest backup of a novel that passes every check. */
	newestVerified(novelId: string, signal: AbortSignal): Promise<NewestVerified>;
	/** Removes a backup for good; one that is gone already is no fault. */
	remove(name: string): Promise<void>;
}
