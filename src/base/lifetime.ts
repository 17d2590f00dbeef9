export interface Closable {
	close(): void | Promise<void>;
}

/** Owns what must be closed, and closes it newest first. */
export class Lifetime implements Closable {
	#owned: Closable[] = [];
	#closing: Promise<void> | undefined;

	get closed(): boolean {
		return this.#closing !== undefined;
	}

	own<T extends Closable>(closable: T): T {
		if (this.closed) throw new Error('A closed lifetime cannot own anything.');
		this.#owned.push(closable);
		return closable;
	}

	onClose(close: () => void | Promise<void>): void {
		this.own({ close });
	}

	/** Closes everything even when some of it fails; rejects with what failed, afterwards. */
	close(): Promise<void> {
		return (this.#closing ??= this.#closeAll());
	}

	async #closeAll(): Promise<void> {
		const failures: unknown[] = [];
		for (const closable of this.#owned.reverse()) {
			try {
				await closable.close();
			} catch (error) {
				failures.push(error);
			}
		}
		this.#owned = [];
		if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be closed.');
	}
}
