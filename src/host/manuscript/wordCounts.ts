import { countWords } from '../../core/novel/chapterFile.js';

/** Words of a novel's chapters, counted once for each text. */
export class WordCounts {
	readonly #counted = new Map<number, { readonly text: string; readonly words: number }>();

	of(chapter: number, text: string): number {
		const known = this.#counted.get(chapter);
		if (known?.text === text) return known.words;
		const words = countWords(text);
		this.#counted.set(chapter, { text, words });
		return words;
	}
}
