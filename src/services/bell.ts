import type { Clock } from '../base/clock.js';

/** Wakes whoever waits for it. */
export class Bell {
	readonly #clock: Clock;
	readonly #waiting = new Set<() => void>();
	#isRung = false;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	ring(): void {
		this.#isRung = true;
		for (const wake of this.#waiting) wake();
	}

	/**
	 * Resolves at once when it has rung since this was last asked, else at the next ring, at the latest after `ms`.
	 * Rejects with the signal's reason when aborted.
	 */
	async heard(ms: number, signal: AbortSignal): Promise<void> {
		signal.throwIfAborted();
		if (!this.#isRung) await this.#wait(ms, signal);
		this.#isRung = false;
	}

	async #wait(ms: number, signal: AbortSignal): Promise<void> {
		const woken = new AbortController();
		const wake = (): void => woken.abort();
		this.#waiting.add(wake);
		try {
			await this.#clock.wait(ms, AbortSignal.any([signal, woken.signal]));
		} catch (error) {
			signal.throwIfAborted();
			if (!woken.signal.aborted) throw error;
		} finally {
			this.#waiting.delete(wake);
		}
	}
}
