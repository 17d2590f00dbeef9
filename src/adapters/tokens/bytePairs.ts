/** Bytes of the longest token. */
const longestToken = 128;
const slots = 2 ** 19;
const mask = slots - 1;
const firstFactor = 0x01000193;
const secondFactor = 0x5bd1e995;
/** A place in a text and a rank in one number, so that of equal ranks the first comes first. */
const places = 2 ** 26;

/**
 * Counts the tokens of byte-pair encoding: of all neighbours that make a token together, those whose token has the lowest
 * rank are joined, again and again. Tokens are found by two hashes over their bytes, so that no text has to be made of
 * them, and 200,000 of them are there in no time.
 */
export class BytePairs {
	readonly #first: Int32Array;
	readonly #second: Int32Array;
	/** One more than the rank; 0 for an empty place. */
	readonly #ranks: Int32Array;

	/** @param tokens in the order of their ranks, each its length in one byte and then its bytes */
	constructor(tokens: Uint8Array) {
		const firsts = (this.#first = new Int32Array(slots));
		const seconds = (this.#second = new Int32Array(slots));
		const ranks = (this.#ranks = new Int32Array(slots));
		let rank = 0;
		for (let at = 0; at < tokens.length;) {
			const end = at + 1 + (tokens[at] ?? 0);
			let first = 0;
			let second = 0;
			for (at++; at < end; at++) {
				const value = (tokens[at] ?? 0) + 1;
				first = (Math.imul(first, firstFactor) + value) | 0;
				second = (Math.imul(second, secondFactor) + value) | 0;
			}
			let place = (first ^ (first >>> 15)) & mask;
			while (ranks[place] !== 0) place = (place + 1) & mask;
			firsts[place] = first;
			seconds[place] = second;
			ranks[place] = ++rank;
		}
	}

	/** Tokens of the first `length` bytes, which are one piece of a text. */
	count(bytes: Uint8Array, length: number): number {
		const hashes = new Hashes(bytes, length);
		if (length < 2 || hashes.rank(this, 0, length) >= 0) return Math.min(length, 1);
		return joined(length, (start, end) => hashes.rank(this, start, end));
	}

	/** @returns -1 for none */
	find(first: number, second: number): number {
		let place = (first ^ (first >>> 15)) & mask;
		for (;;) {
			const rank = this.#ranks[place] ?? 0;
			if (rank === 0 || (this.#first[place] === first && this.#second[place] === second)) return rank - 1;
			place = (place + 1) & mask;
		}
	}
}

/** The hashes of every stretch of some bytes, from those of its beginnings. */
class Hashes {
	readonly #first: Int32Array;
	readonly #second: Int32Array;

	constructor(bytes: Uint8Array, length: number) {
		this.#first = new Int32Array(length + 1);
		this.#second = new Int32Array(length + 1);
		for (let at = 0; at < length; at++) {
			const value = (bytes[at] ?? 0) + 1;
			this.#first[at + 1] = Math.imul(this.#first[at] ?? 0, firstFactor) + value;
			this.#second[at + 1] = Math.imul(this.#second[at] ?? 0, secondFactor) + value;
		}
	}

	/** @returns -1 where the stretch is no token */
	rank(pairs: BytePairs, start: number, end: number): number {
		const length = end - start;
		if (length > longestToken) return -1;
		const first = ((this.#first[end] ?? 0) - Math.imul(this.#first[start] ?? 0, firstPowers[length] ?? 0)) | 0;
		const second = ((this.#second[end] ?? 0) - Math.imul(this.#second[start] ?? 0, secondPowers[length] ?? 0)) | 0;
		return pairs.find(first, second);
	}
}

/** Joins neighbours, the lowest rank first, and of equals the first; @returns how many parts are left */
function joined(length: number, rankOf: (start: number, end: number) => number): number {
	// Each part by its start; its end is the start of the next.
	const next = Int32Array.from({ length: length + 1 }, (_, at) => at + 1);
	const previous = Int32Array.from({ length: length + 1 }, (_, at) => at - 1);
	/** Of a part with the next one; -1 for none. */
	const ranks = new Int32Array(length + 1).fill(-1);
	const waiting = new Waiting();
	const look = (start: number): void => {
		const middle = next[start] ?? length;
		const rank = middle >= length ? -1 : rankOf(start, next[middle] ?? length);
		ranks[start] = rank;
		if (rank >= 0) waiting.add(rank * places + start);
	};
	for (let start = 0; start < length - 1; start++) look(start);
	let parts = length;
	for (let pair = waiting.take(); pair !== undefined; pair = waiting.take()) {
		const start = pair % places;
		if (ranks[start] !== Math.floor(pair / places)) continue;
		const middle = next[start] ?? length;
		const after = next[middle] ?? length;
		next[start] = after;
		previous[after] = start;
		ranks[middle] = -1;
		parts--;
		look(start);
		const before = previous[start] ?? -1;
		if (before >= 0) look(before);
	}
	return parts;
}

/** A heap of numbers. */
class Waiting {
	readonly #numbers: number[] = [];

	add(number: number): void {
		const numbers = this.#numbers;
		let at = numbers.push(number) - 1;
		while (at > 0) {
			const parent = (at - 1) >> 1;
			const above = numbers[parent] ?? 0;
			if (above <= number) break;
			numbers[at] = above;
			at = parent;
		}
		numbers[at] = number;
	}

	/** The lowest. */
	take(): number | undefined {
		const numbers = this.#numbers;
		const lowest = numbers[0];
		const last = numbers.pop();
		if (last === undefined || numbers.length === 0) return lowest;
		let at = 0;
		for (;;) {
			const left = 2 * at + 1;
			const child = (numbers[left + 1] ?? Infinity) < (numbers[left] ?? Infinity) ? left + 1 : left;
			const below = numbers[child] ?? Infinity;
			if (below >= last) break;
			numbers[at] = below;
			at = child;
		}
		numbers[at] = last;
		return lowest;
	}
}

function powersOf(factor: number): Int32Array {
	const powers = new Int32Array(longestToken + 1).fill(1);
	for (let at = 1; at <= longestToken; at++) powers[at] = Math.imul(powers[at - 1] ?? 0, factor);
	return powers;
}

const firstPowers = powersOf(firstFactor);
const secondPowers = powersOf(secondFactor);
