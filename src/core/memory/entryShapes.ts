import type { MemoryKind, MemoryTier } from './entry.js';

/** What ranking has to know of every entry, in arrays by sequence number; numbers without a live entry have length 0. */
export interface EntryShapes {
	/** One more than the highest sequence number. */
	readonly size: number;
	/** The chapter that established it; 0 for what holds in the whole book. */
	readonly chapters: Int32Array;
	/** Index into `memoryKinds`. */
	readonly kinds: Uint8Array;
	/** Index into `memoryTiers`. */
	readonly tiers: Uint8Array;
	/** Terms of the text; 0 where there is no live entry. */
	readonly lengths: Uint16Array;
	/** The entry of the same chapter and kind that was written before, which in a story stands before; 0 for none. */
	readonly previous: Int32Array;
	/** The one that was written next. */
	readonly next: Int32Array;
}

/** Which entries contain a term. */
export interface LexicalIndex {
	shapes(): EntryShapes;
	/** Sequence numbers of the live entries with this term, rising. */
	postings(term: string): Int32Array;
	/** How many those are, sooner than by asking for them. */
	frequency(term: string): number;
	/** Terms of the index that begin with `prefix`, at most `limit`. */
	termsFrom(prefix: string, limit: number): readonly string[];
}

export interface VisibleEntries {
	/** Entries of later chapters are not seen, nor counted. */
	readonly asOfChapter?: number | undefined;
	readonly kinds?: readonly MemoryKind[] | undefined;
	readonly tiers?: readonly MemoryTier[] | undefined;
}
