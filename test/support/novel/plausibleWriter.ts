import { countWords } from '../../../src/core/novel/chapterFile.js';
import { newNames, plausibleGrammar } from './plausibleGrammar.js';

export type Range = readonly [least: number, most: number];

/** Puts together text of any length, with lengths that vary as a writer's do. */
export class PlausibleWriter {
	readonly #random: () => number;
	readonly #names: readonly string[];
	readonly #used = new Set<string>();

	/** @param names of the people whom the text is about */
	constructor(random: () => number, names: readonly string[]) {
		this.#random = random;
		this.#names = names;
	}

	/** Whole, both ends included. */
	between([least, most]: Range): number {
		return Math.round(least + this.#random() * (most - least));
	}

	chance(share: number): boolean {
		return this.#random() < share;
	}

	/** @throws Error for an empty list */
	pick<T>(list: readonly T[]): T {
		const one = list[Math.floor(this.#random() * list.length)];
		if (one === undefined) throw new Error('There is nothing to pick from.');
		return one;
	}

	/** Full name. */
	name(): string {
		return this.pick(this.#names);
	}

	/** Of somebody whom the book does not have yet. */
	newName(): string {
		return this.pick(newNames);
	}

	label(): string {
		return capitalized(this.expand('label'));
	}

	/** What the symbol of the grammar becomes. */
	expand(symbol: string): string {
		if (symbol === 'name') return this.name().split(' ')[0] ?? '';
		const form = this.pick(plausibleGrammar.get(symbol) ?? [symbol]);
		return form.replace(/\{(\w+)\}/g, (_, inner: string) => this.expand(inner)).replace(/\ba (?=[aeiou])/g, 'an ');
	}

	/** Notes of about so many words, as they stand in plans; where a few are wanted, there is no sentence. */
	notes(words: number): string {
		if (words < 11) return capitalized(this.#nearest(words, () => this.expand('setting')));
		const sentences: string[] = [];
		for (let left = words; left > 3 || sentences.length === 0;) {
			const one = this.#nearest(left, () => `${capitalized(this.expand('claim'))}.`);
			sentences.push(one);
			left -= countWords(one);
		}
		return sentences.join(' ');
	}

	/** Narration and speech in paragraphs that end within a short sentence of the wanted words. */
	prose(words: number): string {
		const paragraphs: string[] = [];
		for (let left = words; left > 4 || paragraphs.length === 0;) {
			const one = this.chance(0.45) ? this.#unused(left, 'speech') : this.#narration(left);
			paragraphs.push(one);
			left -= countWords(one);
		}
		return paragraphs.join('\n\n');
	}

	#narration(room: number): string {
		const sentences: string[] = [];
		let left = room;
		for (let more = this.between([1, 6]); more > 0 && left > 4; more--) {
			const one = this.#unused(left, 'sentence');
			sentences.push(one);
			left -= countWords(one);
		}
		return sentences.join(' ');
	}

	/** A sentence that this text does not have yet and that fits into what is left of it. */
	#unused(room: number, symbol: string): string {
		const sentence = (): string => capitalized(this.expand(symbol));
		const one = this.#nearest(room < 40 ? room : this.between([3, 34]), sentence, room < 40 ? 12 : 2);
		if (this.#used.has(one)) return this.#unused(room, symbol);
		if (countWords(one) > 4) this.#used.add(one);
		return one;
	}

	#nearest(words: number, make: () => string, tries = 6): string {
		const distance = (text: string): number => Math.abs(countWords(text) - words);
		const candidates = Array.from({ length: tries }, make);
		return candidates.reduce((best, one) => (distance(one) < distance(best) ? one : best));
	}
}

function capitalized(text: string): string {
	return text.replace(/\p{L}/u, (letter) => letter.toUpperCase());
}
