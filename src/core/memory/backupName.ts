import { backupReasons, type BackupReason } from './backupReason.js';

const pattern = /^novel-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z-([a-z-]+)\.zip$/;

/** @param createdAt milliseconds since the Unix epoch */
export function backupName(createdAt: number, reason: BackupReason): string {
	// Windows allows no colons in names.
	return `novel-${new Date(createdAt).toISOString().replaceAll(/[:.]/g, '-')}-${reason}.zip`;
}

/** What a file's name says; undefined for a file that is no backup. */
export function readBackupName(
	name: string,
): { readonly createdAt: number; readonly reason: BackupReason } | undefined {
	const [, date, hours, minutes, seconds, ms, given] = pattern.exec(name) ?? [];
	const reason = backupReasons.find((known) => known === given);
	const createdAt = Date.parse(`${date}T${hours}:${minutes}:${seconds}.${ms}Z`);
	return reason === undefined || Number.isNaN(createdAt) ? undefined : { createdAt, reason };
}
