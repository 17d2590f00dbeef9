/** Why a backup was made; `asked`: a person or a program wanted one. */
export type BackupReason = 'timer' | 'close' | 'before-restore' | 'before-clear' | 'before-migration' | 'asked';
export const backupReasons: readonly BackupReason[] = [
	'timer',
	'close',
	'before-restore',
	'before-clear',
	'before-migration',
	'asked',
];
