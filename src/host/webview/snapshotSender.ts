import { CancellationError, isCancellation } from '../../base/errors.js';
import type { Closable } from '../../base/lifetime.js';

/** Four a second are as many as an eye can follow. */
const leastPauseMs = 250;

/** Sends whole snapshots, only ever the newest, and no more than four a second of what changes by itself. */
export class SnapshotSender implements Closable {
	readonly #send: (signal: AbortSignal) => Promise<void>;
	readonly #pauseMs: number;
	#making: AbortController | undefined;
	/** Something has changed since the one in the making was begun. */
	#isBehind = false;
	#timer: NodeJS.Timeout | undefined;
	#lastAt = 0;
	#isClosed = false;

	/**
	 * @param send makes a snapshot and sends it, unless the signal is aborted meanwhile
	 * @param pauseMs between two of them at least, where nobody waits
	 */
	constructor(send: (signal: AbortSignal) => Promise<void>, pauseMs = leastPauseMs) {
		this.#send = send;
		this.#pauseMs = pauseMs;
	}

	/** Something has changed. */
	soon(): void {
		if (this.#isClosed) return;
		this.#isBehind = this.#making !== undefined;
		if (this.#isBehind) return;
		const pause = Math.max(0, this.#lastAt + this.#pauseMs - Date.now());
		this.#timer ??= setTimeout(() => this.now(), pause);
	}

	/** Somebody waits for it: what is being made in answer to an earlier question is not needed any more. */
	now(): void {
		if (this.#isClosed) return;
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#lastAt = Date.now();
		this.#isBehind = false;
		this.#making?.abort(new CancellationError());
		const making = new AbortController();
		this.#making = making;
		void this.#make(making);
	}

	close(): void {
		this.#isClosed = true;
		clearTimeout(this.#timer);
		this.#making?.abort(new CancellationError());
	}

	async #make(making: AbortController): Promise<void> {
		try {
			await this.#send(making.signal);
		} catch (error) {
			if (!isCancellation(error)) throw error;
		} finally {
			if (this.#making === making) {
				this.#making = undefined;
				if (this.#isBehind) this.soon();
			}
		}
	}
}
