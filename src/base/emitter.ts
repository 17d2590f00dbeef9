export type Listener<T> = (value: T) => void;
export type Unsubscribe = () => void;

/** A typed event source. One failing listener never keeps the others from hearing. */
export class Emitter<T> {
	readonly #listeners = new Set<Listener<T>>();

	readonly on = (listener: Listener<T>): Unsubscribe => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	/** Whether anybody would hear. */
	get isHeard(): boolean {
		return this.#listeners.size > 0;
	}

	emit(value: T): void {
		for (const listener of [...this.#listeners]) {
			try {
				listener(value);
			} catch (error) {
				queueMicrotask(() => {
					throw error;
				});
			}
		}
	}
}
