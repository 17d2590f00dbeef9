/** Where time comes from, so that a test can hold it still. */
export interface Clock {
	/** Milliseconds since the Unix epoch. */
	now(): number;
	/** Resolves after `ms`; rejects with the signal's reason when aborted first. */
	wait(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
	now: () => Date.now(),
	wait: (ms, signal) =>
		new Promise((resolve, reject) => {
			signal?.throwIfAborted();
			const abort = (): void => {
				clearTimeout(timer);
				reject(signal?.reason as Error);
			};
			const timer = setTimeout(() => {
				signal?.removeEventListener('abort', abort);
				resolve();
			}, ms);
			signal?.addEventListener('abort', abort, { once: true });
		}),
};
