/** Tells this process from others that share a novel: other windows, other machines, and those that died. */
export interface ProcessIdentity {
	/** Names this process, in what must outlive it. */
	readonly owner: string;
	/**
	 * Whether the process that began something may still be at it.
	 * @param startedAt milliseconds since the Unix epoch
	 */
	isAlive(owner: string, startedAt: number): boolean;
}
