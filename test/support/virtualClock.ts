import type { Clock } from '../../src/base/clock.js';

interface Timer {
	readonly at: number;
	readonly order: number;
	readonly fire: () => void;
}

/** A clock whose time passes only while everybody waits: timers fire one after the other, each at its own moment. */
export class VirtualClock implements Clock {
	#now: number;
	#order = 0;
	#isDue = false;
	readonly #timers = new Set<Timer>();

	constructor(now = 1_000_000) {
		this.#now = now;
	}

	now(): number {
		return this.#now;
	}

	async wait(ms: number, signal?: AbortSignal): Promise<void> {
		signal?.throwIfAborted();
		const { promise, resolve, reject } = Promise.withResolvers<void>();
		const timer = { at: this.#now + ms, order: this.#order++, fire: resolve };
		const abort = (): void => {
			this.#timers.delete(timer);
			reject(signal?.reason as Error);
		};
		this.#timers.add(timer);
		signal?.addEventListener('abort', abort, { once: true });
		this.#passWhenIdle();
		try {
			await promise;
		} finally {
			signal?.removeEventListener('abort', abort);
		}
	}

	/** Whatever a timer sets going comes to rest before the next one fires. */
	#passWhenIdle(): void {
		if (this.#isDue) return;
		this.#isDue = true;
		setImmediate(() => {
			this.#isDue = false;
			const first = this.#first();
			if (first === undefined) return;
			this.#timers.delete(first);
			this.#now = Math.max(this.#now, first.at);
			first.fire();
			this.#passWhenIdle();
		});
	}

	#first(): Timer | undefined {
		let first: Timer | undefined;
		for (const timer of this.#timers)
			if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
				first = timer;
		return first;
	}
}
