import { setChildren } from './element.js';

/** What is shown of one value. */
export interface Piece<T> {
	readonly element: Element;
	update(value: T): void;
}

/** What is shown of many values, kept from one snapshot to the next by their keys. */
export class KeyedPieces<T, P extends Piece<T> = Piece<T>> {
	readonly #keyOf: (value: T) => string;
	readonly #make: (value: T) => P;
	#pieces = new Map<string, P>();

	/** @param make makes an empty piece, which is brought up to date before it is shown */
	constructor(keyOf: (value: T) => string, make: (value: T) => P) {
		this.#keyOf = keyOf;
		this.#make = make;
	}

	/**
	 * One piece a value, in their order, up to date.
	 * @param others whose pieces are kept although they are not shown now
	 */
	of(values: readonly T[], others: readonly T[] = []): readonly P[] {
		const pieces = new Map<string, P>();
		for (const value of values) {
			let key = this.#keyOf(value);
			// Two of one name are two all the same.
			while (pieces.has(key)) key += '+';
			const piece = this.#pieces.get(key) ?? this.#make(value);
			piece.update(value);
			pieces.set(key, piece);
		}
		const shown = [...pieces.values()];
		for (const value of others) {
			const [key, piece] = [this.#keyOf(value), this.#pieces.get(this.#keyOf(value))];
			if (piece !== undefined && !pieces.has(key)) pieces.set(key, piece);
		}
		this.#pieces = pieces;
		return shown;
	}
}

/** An element whose children are the pieces of many values. */
export class KeyedList<T, P extends Piece<T> = Piece<T>> {
	readonly #parent: Element;
	readonly #pieces: KeyedPieces<T, P>;

	constructor(parent: Element, keyOf: (value: T) => string, make: (value: T) => P) {
		this.#parent = parent;
		this.#pieces = new KeyedPieces(keyOf, make);
	}

	draw(values: readonly T[]): void {
		setChildren(
			this.#parent,
			this.#pieces.of(values).map(({ element }) => element),
		);
	}
}
