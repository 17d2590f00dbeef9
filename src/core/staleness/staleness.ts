/** Why a chapter is stale, in terms that its author knows. */
export type StaleReason =
	| { readonly kind: 'file'; readonly path: string; readonly change: 'changed' | 'added' | 'removed' }
	/** @param field of `novel.json` */
	| { readonly kind: 'setting'; readonly field: string }
	| { readonly kind: 'outline'; readonly chapter: number }
	| { readonly kind: 'chapter'; readonly chapter: number }
	/** What is remembered of a chapter whose text is the same. */
	| { readonly kind: 'memory'; readonly chapter: number }
	| { readonly kind: 'notes' };

/** `may-become-stale`: once the chapters that it builds on are mended, or read again. */
export type Freshness = 'fresh' | 'stale' | 'may-become-stale';

export interface ChapterStaleness {
	readonly chapter: number;
	readonly freshness: Freshness;
	/** Why it is stale; empty otherwise. */
	readonly reasons: readonly StaleReason[];
	/** Earlier chapters on which it depends whether it becomes stale; empty for a stale one. */
	readonly waitsFor: readonly number[];
	/** Whether it is known what it was made from; it counts as fresh otherwise. */
	readonly isKnown: boolean;
	/** Its text is stale, but a version that is not has been drafted since. */
	readonly isDraftedAgain: boolean;
}

/** A chapter by itself, before those that it builds on are looked at. */
export interface JudgedChapter {
	readonly chapter: number;
	readonly reasons: readonly StaleReason[];
	readonly isKnown: boolean;
	readonly isDraftedAgain: boolean;
	/** Earlier chapters of which something went into its prompts. */
	readonly sources: readonly number[];
	/** Those among them whose text is another one now that no model has read yet. */
	readonly unread: readonly number[];
}

/** @param chapters in story order */
export function withDownstream(chapters: readonly JudgedChapter[]): readonly ChapterStaleness[] {
	const open = new Set<number>();
	return chapters.map(({ chapter, reasons, isKnown, isDraftedAgain, sources, unread }) => {
		const isStale = reasons.length > 0;
		const waitsFor = isStale ? [] : [...new Set([...unread, ...sources.filter((one) => open.has(one))])].sort(byNumber);
		const freshness: Freshness = isStale ? 'stale' : waitsFor.length > 0 ? 'may-become-stale' : 'fresh';
		if (freshness !== 'fresh') open.add(chapter);
		return { chapter, freshness, reasons, waitsFor, isKnown, isDraftedAgain };
	});
}

function byNumber(a: number, b: number): number {
	return a - b;
}
