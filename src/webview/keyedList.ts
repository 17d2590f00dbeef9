import { setChildren } from './element.js';

/** What is shown of one value. */
export interface Piece<T> {
	readonly element: Element;
	update(value: T): void;
}

/** What is shown of many values, kept from one snapshot to the next by their keys. */
export class KeyedList<T, P extends Piece<T> = Piece<T>> {
	readonly #parent: Element;
	readonly #keyOf: (value: T) => string;
	readonly #make: (value: T) => P;
	#pieces = new Map<string, P>();

	/** @param make makes an empty piece, which is brought up to date before it is shown */
	constructor(parent: Element, keyOf: (value: T) => string, make: (value: T) => P) {
		this.#parent = parent;
		this.#keyOf = keyOf;
		this.#make = make;
	}

	get pieces(): readonly P[] {
		return [...this.#pieces.values()];
	}

	/** @param values each with a key of its own */
	draw(values: readonly T[]): void {
		const pieces = new Map<string, P>();
		for (const value of values) {
			const key = this.#keyOf(value);
			const piece = this.#pieces.get(key) ?? this.#make(value);
			piece.update(value);
			pieces.set(key, piece);
		}
		this.#pieces = pieces;
		setChildren(
			this.#parent,
			[...pieces.values()].map(({ element }) => element),
		);
	}
}
