import type { TokenCounter } from '../../src/core/models/tokenCounter.js';

/** A token a word, so that a test can count along. */
export const wordCounter: TokenCounter = {
	count: (text) => Promise.resolve(text.match(/\S+/g)?.length ?? 0),
	countAll: (texts) => Promise.all(texts.map((text) => wordCounter.count(text))),
};
