import { Emitter } from '../../base/emitter.js';

/** Holds a run of a graph and lets it go on; to cancel it is for its signal. */
export class RunControl {
	readonly #changes = new Emitter<void>();
	#isPaused = false;

	readonly onChange = this.#changes.on;

	get isPaused(): boolean {
		return this.#isPaused;
	}

	/** Nothing new starts, another try included; what runs goes on. */
	pause(): void {
		this.#set(true);
	}

	resume(): void {
		this.#set(false);
	}

	/** Resolves when it is not paused, or the signal is aborted. */
	async whenRunning(signal: AbortSignal): Promise<void> {
		if (!this.#isPaused || signal.aborted) return;
		const { promise, resolve } = Promise.withResolvers<void>();
		const goOn = (): void => resolve();
		const unsubscribe = this.onChange(() => this.#isPaused || goOn());
		signal.addEventListener('abort', goOn, { once: true });
		await promise;
		signal.removeEventListener('abort', goOn);
		unsubscribe();
	}

	#set(isPaused: boolean): void {
		if (this.#isPaused === isPaused) return;
		this.#isPaused = isPaused;
		this.#changes.emit();
	}
}
