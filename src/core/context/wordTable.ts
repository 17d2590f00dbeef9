/** Numbers by the two numbers of a word, in arrays, so that looking up makes no objects. */
export class WordTable {
	#first = new Int32Array(1 << 14);
	#second = new Int32Array(1 << 14);
	#values = new Int32Array(1 << 14);
	#size = 0;

	/** @returns 0 for a word that was never set */
	get(first: number, second: number): number {
		return this.#values[this.#placeOf(first, second)] ?? 0;
	}

	/** @param value not 0 */
	set(first: number, second: number, value: number): void {
		if (this.#size * 2 > this.#values.length) this.#grow();
		const place = this.#placeOf(first, second);
		if (this.#values[place] === 0) this.#size++;
		this.#first[place] = first;
		this.#second[place] = second;
		this.#values[place] = value;
	}

	#placeOf(first: number, second: number): number {
		const mask = this.#values.length - 1;
		let place = (first ^ (first >>> 15)) & mask;
		while (this.#values[place] !== 0 && (this.#first[place] !== first || this.#second[place] !== second))
			place = (place + 1) & mask;
		return place;
	}

	#grow(): void {
		const [first, second, values] = [this.#first, this.#second, this.#values];
		const size = values.length * 2;
		this.#first = new Int32Array(size);
		this.#second = new Int32Array(size);
		this.#values = new Int32Array(size);
		this.#size = 0;
		values.forEach((value, at) => {
			if (value !== 0) this.set(first[at] ?? 0, second[at] ?? 0, value);
		});
	}
}
