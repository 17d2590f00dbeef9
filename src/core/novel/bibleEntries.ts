import type { Bible, BibleEntry } from './novel.js';

/** Everybody and everything that has a file of its own in the bible. */
export function bibleEntries(bible: Bible): readonly BibleEntry[] {
	return [...bible.characters, ...bible.world];
}

export function bibleNames(bible: Bible): readonly string[] {
	return bibleEntries(bible).map((entry) => entry.name);
}
