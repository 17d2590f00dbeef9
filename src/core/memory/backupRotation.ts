import type { Backup } from './backup.js';

const dayMs = 24 * 60 * 60 * 1_000;
const undoMs = 7 * dayMs;

export interface BackupRotation {
	/** How many backups stay, beside those that undo something. */
	readonly keep: number;
	/** Milliseconds since the Unix epoch. */
	readonly now: number;
}

/**
 * Names of the backups that there are too many of, oldest first. For a week those from before a restore or a clearing stay
 * beside the others, so that it can be undone; the newest that is known to be sound stays whatever its age.
 */
export function backupsToDrop(backups: readonly Backup[], { keep, now }: BackupRotation): readonly string[] {
	const newestFirst = backups.toSorted((a, b) => b.createdAt - a.createdAt);
	const sound = newestFirst.find(({ verified }) => verified === true);
	const counted = newestFirst.filter((backup) => !undoes(backup, now));
	return counted
		.slice(Math.max(0, keep))
		.filter((backup) => backup !== sound)
		.map(({ name }) => name)
		.reverse();
}

function undoes({ reason, createdAt }: Backup, now: number): boolean {
	return (reason === 'before-restore' || reason === 'before-clear') && now - createdAt < undoMs;
}
