import type { Clock } from '../../base/clock.js';

/** Wakes whoever waits for it. */
export class Bell {
	readonly #clock: Clock;
	#ring = Promise.withResolvers<void>();
	#isRung = false;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	ring(): void {
		this.#isRung = true;
		this.#ring.resolve();
	}

	/** Resolves at once when it has rung since this was last asked, else at the next ring, at the latest after `ms`. */
	async heard(ms: number, signal: AbortSignal): Promise<void> {
		signal.throwIfAborted();
		if (!this.#isRung) await this.#wait(ms, signal);
		if (!this.#isRung) return;
		this.#isRung = false;
		this.#ring = Promise.withResolvers<void>();
	}

	async #wait(ms: number, signal: AbortSignal): Promise<void> {
		const timer = new AbortController();
		const time = this.#clock.wait(ms, AbortSignal.any([signal, timer.signal]));
		// It ends by the ring in most cases, and nobody is told.
		time.catch(() => undefined);
		try {
			await Promise.race([this.#ring.promise, time]);
		} finally {
			timer.abort();
		}
	}
}
