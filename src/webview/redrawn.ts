/** Children of an element that are made anew when what they show is another than before. */
export class Redrawn<T> {
	readonly #parent: Element;
	readonly #make: (value: T) => readonly Node[];
	#drawn: string | undefined;

	constructor(parent: Element, make: (value: T) => readonly Node[]) {
		this.#parent = parent;
		this.#make = make;
	}

	draw(value: T): void {
		const drawn = JSON.stringify(value);
		if (drawn === this.#drawn) return;
		this.#drawn = drawn;
		this.#parent.replaceChildren(...this.#make(value));
	}
}
