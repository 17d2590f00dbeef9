import type { MemoryId } from './entry.js';
import type { FactClaim } from './memoryStore.js';

/** The chapter of what holds in the whole book. */
const always = 0;

/**
 * The claim that holds as of a chapter: the last one in story order; of one chapter, the one whose evidence comes last.
 * @param claims about one attribute of one subject
 * @returns undefined when none has been made yet
 */
export function standingClaim(
	claims: readonly FactClaim[],
	asOfChapter: number = Number.MAX_SAFE_INTEGER,
): FactClaim | undefined {
	return claims
		.filter(({ chapter = always }) => chapter <= asOfChapter)
		.reduce<FactClaim | undefined>((last, one) => (last === undefined || isLater(one, last) ? one : last), undefined);
}

export function isSuperseded(id: MemoryId, claims: readonly FactClaim[], asOfChapter?: number): boolean {
	const standing = standingClaim(claims, asOfChapter);
	return standing !== undefined && standing.id !== id;
}

function isLater(a: FactClaim, b: FactClaim): boolean {
	return ((a.chapter ?? always) - (b.chapter ?? always) || a.place - b.place || a.sequence - b.sequence) > 0;
}
