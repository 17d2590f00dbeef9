/** Lets everything else that is due have its turn; for long work, which would hold up the event loop. */
export function nextTurn(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}
