import type { Clock } from '../../src/base/clock.js';

/** A clock on which waiting takes no time: it jumps to the end of each wait, and remembers how long it was. */
export class FakeClock implements Clock {
	readonly waits: number[] = [];
	#now: number;

	constructor(now = 1_000_000) {
		this.#now = now;
	}

	now(): number {
		return this.#now;
	}

	pass(ms: number): void {
		this.#now += ms;
	}

	async wait(ms: number, signal?: AbortSignal): Promise<void> {
		signal?.throwIfAborted();
		this.waits.push(ms);
		this.#now += ms;
		await new Promise((resolve) => setImmediate(resolve));
		signal?.throwIfAborted();
	}
}
