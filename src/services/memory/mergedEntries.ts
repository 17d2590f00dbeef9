import { claimOf } from '../../core/memory/claim.js';
import { contentOf } from '../../core/memory/contentHash.js';
import type { MemoryEntry, NewMemory } from '../../core/memory/entry.js';

/**
 * What to write so that memory holds what a chapter was read to say. What is said again keeps its id; what is not said
 * any more goes, unless it is pinned, and then it is stale. The author's own entries win over what a model says of the
 * same attribute, and what the author deleted does not come back.
 * @param known entries of the chapter, tombstones included
 * @param wanted in story order
 * @returns nothing when nothing changed
 */
export function mergedEntries(
	known: readonly MemoryEntry[],
	wanted: readonly NewMemory[],
): readonly (MemoryEntry | NewMemory)[] {
	const derived = known.filter((entry) => entry.origin !== 'author' && entry.source !== undefined && !entry.deleted);
	const byWords = Map.groupBy(derived, wordsKey);
	const merged = withoutOwn(known, wanted).map((one) => {
		const before = byWords.get(wordsKey(one))?.shift();
		return before === undefined ? { added: one } : { before, after: restated(before, one) };
	});
	const gone = [...byWords.values()].flat().flatMap(withdrawn);
	return [...gone, ...passagesTogether(merged), ...merged.filter(isNotPassage).flatMap(writtenOf)];
}

type Merged =
	| { readonly added: NewMemory; readonly before?: undefined }
	| { readonly before: MemoryEntry; readonly after: MemoryEntry };

/** Passages are written all or none: what stands side by side in the story stands side by side in the index. */
function passagesTogether(merged: readonly Merged[]): readonly (MemoryEntry | NewMemory)[] {
	const passages = merged.filter((one) => !isNotPassage(one));
	const isChanged = passages.some((one) => one.before === undefined);
	return isChanged
		? passages.map((one) => (one.before === undefined ? one.added : one.after))
		: passages.flatMap(writtenOf);
}

function isNotPassage(one: Merged): boolean {
	return (one.before ?? one.added).kind !== 'scene';
}

function writtenOf(one: Merged): readonly (MemoryEntry | NewMemory)[] {
	if (one.before === undefined) return [one.added];
	return contentOf(one.before) === contentOf(one.after) ? [] : [one.after];
}

function restated(before: MemoryEntry, { source, scene, entities = [] }: NewMemory): MemoryEntry {
	return { ...before, source, scene, entities, stale: false };
}

function withdrawn(entry: MemoryEntry): readonly MemoryEntry[] {
	if (!entry.pinned) return [{ ...entry, deleted: true }];
	return entry.stale ? [] : [{ ...entry, stale: true }];
}

/**
 * What of a chapter the author has not spoken of: neither put into other words, nor deleted, nor said something else about.
 * @param known entries of the chapter, tombstones included
 */
export function withoutOwn(known: readonly MemoryEntry[], wanted: readonly NewMemory[]): readonly NewMemory[] {
	const own = known.filter((entry) => entry.origin === 'author');
	const ids = new Set(own.map(({ id }) => id));
	const words = new Set(own.map(wordsKey));
	const subjects = new Set(own.flatMap((entry) => (entry.deleted ? [] : subjectsOf(entry))));
	return wanted.filter(
		(one) =>
			(one.id === undefined || !ids.has(one.id)) &&
			!words.has(wordsKey(one)) &&
			!subjectsOf(one).some((subject) => subjects.has(subject)),
	);
}

/** What there is only one of in a chapter: a claim about an attribute, the summary, the state at its end. */
function subjectsOf({ details }: MemoryEntry | NewMemory): readonly string[] {
	const claim = claimOf(details);
	if (claim !== undefined) return [claim];
	return details?.of === 'events' || details?.of === 'end-state' ? [details.of] : [];
}

function wordsKey({ kind, text, details }: MemoryEntry | NewMemory): string {
	return JSON.stringify([kind, text, details?.of ?? null]);
}
