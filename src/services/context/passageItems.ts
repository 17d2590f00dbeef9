import type { ContextItem } from '../../core/context/contextItem.js';
import type { MemoryEntry } from '../../core/memory/entry.js';

/** Characters by which the end of a passage is known. */
const endCharacters = 60;

/** Recalled passages in story order, whoever asks; without what the last page has already. */
export function passageItems(passages: readonly MemoryEntry[], lastPage: string): readonly ContextItem[] {
	return passages
		.filter(({ text, stale }) => !stale && !lastPage.includes(text.trim().slice(-endCharacters)))
		.toSorted(inStoryOrder)
		.map(({ id, text, chapter, scene, importance }) => ({
			key: `passage ${id}`,
			section: chapter === undefined ? 'From the book' : `From chapter ${chapter}`,
			text,
			source: [`chapter ${chapter ?? '?'}`, ...(scene === undefined ? [] : [`scene ${scene}`])].join(', '),
			importance,
			chapter,
			layout: 'paragraph',
		}));
}

function inStoryOrder(a: MemoryEntry, b: MemoryEntry): number {
	return (
		(a.chapter ?? 0) - (b.chapter ?? 0) || (a.source?.start ?? 0) - (b.source?.start ?? 0) || (a.id < b.id ? -1 : 1)
	);
}
