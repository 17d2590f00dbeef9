/** How one way of finding did when it was asked for what is known to be there. */
export interface PathHealth {
	readonly asked: number;
	readonly found: number;
	/** Why it does not work, when it is known. */
	readonly fault: string | undefined;
}

export interface RecallHealth {
	/** Milliseconds since the Unix epoch. */
	readonly checkedAt: number;
	readonly words: PathHealth;
	/** Undefined without an embedding model. */
	readonly meaning: PathHealth | undefined;
}

/** Below this share a path has stopped doing its work. */
const leastFound = 0.8;

export function isHealthy({ asked, found, fault }: PathHealth): boolean {
	return fault === undefined && found >= asked * leastFound;
}
