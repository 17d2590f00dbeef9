/** Runs loops side by side until one of them ends, and ends the others then. */
export async function untilOneEnds(
	loops: readonly ((signal: AbortSignal) => Promise<void>)[],
	signal: AbortSignal,
): Promise<void> {
	const others = new AbortController();
	const both = AbortSignal.any([signal, others.signal]);
	const running = loops.map((loop) => loop(both));
	try {
		await Promise.race(running);
	} finally {
		others.abort();
		await Promise.allSettled(running);
	}
}
