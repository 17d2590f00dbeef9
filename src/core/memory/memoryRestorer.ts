/** What a restore has changed. */
export interface RestoreReport {
	/** Entries that are now as they were, having been changed or deleted since. */
	readonly restored: number;
	/** Entries that were added since, and are gone now. */
	readonly removed: number;
	readonly unchanged: number;
}

/** Puts the live entries to another state, all at once, while others go on reading. */
export interface MemoryRestorer {
	/**
	 * @param copy path of a checked copy of a database, which may be changed
	 * @throws AppError `restore-failed`; then nothing has changed
	 */
	restore(copy: string): Promise<RestoreReport>;
	/** After a loss: brings back what is missing, with the versions it had. @throws AppError `restore-failed` */
	recover(copy: string): Promise<RestoreReport>;
	/** Deletes all entries. @throws AppError `restore-failed`; then nothing has changed */
	clear(): Promise<RestoreReport>;
}
