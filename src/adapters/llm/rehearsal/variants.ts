/** FNV-1a. */
export function hashOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
	return hash >>> 0;
}

/** A prime that no product of word-bank sizes is a multiple of, so that steps of it visit every combination. */
const step = 104_729;
/** Uses of one sentence pattern in one scene before it touches the combinations of the next scene. */
const usesPerScene = 8;

/**
 * Choices without chance: a pattern goes through all combinations of its words before one comes back,
 * across the scenes of a whole book.
 */
export class Variants {
	readonly #seed: string;
	readonly #place: number;
	readonly #uses = new Map<string, number>();

	/** @param place of the scene in the book, counted from zero. */
	constructor(seed: string, place: number) {
		this.#seed = seed;
		this.#place = place;
	}

	/** One index below each of `sizes`. */
	choose(key: string, sizes: readonly number[]): readonly number[] {
		const combinations = sizes.reduce((product, size) => product * Math.max(1, size), 1);
		const use = this.#uses.get(key) ?? 0;
		this.#uses.set(key, use + 1);
		let rest = (hashOf(this.#seed + key) + (this.#place * usesPerScene + use) * step) % combinations;
		return sizes.map((size) => {
			const index = rest % Math.max(1, size);
			rest = Math.floor(rest / Math.max(1, size));
			return index;
		});
	}

	/** The next of `items`; undefined only when there are none. */
	pick<Item>(key: string, items: readonly Item[]): Item | undefined {
		const [index = 0] = this.choose(key, [items.length]);
		return items[index];
	}

	/** All of `items` in an order of this place's own. */
	shuffled(key: string, items: readonly string[]): readonly string[] {
		const rank = (item: string) => hashOf(`${this.#seed}/${this.#place}/${key}/${item}`);
		return items.toSorted((a, b) => rank(a) - rank(b));
	}
}
