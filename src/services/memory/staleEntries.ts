import type { MemoryEntry, NewMemory } from '../../core/memory/entry.js';

/**
 * Which entries that a model derived become stale, or fresh again, when a chapter's text changes.
 * @param before the passages as they were
 * @param after the passages as they are now
 * @param derived what was read out of the chapter
 * @param hash of the text as it is now
 */
export function staleAfter(
	before: readonly MemoryEntry[],
	after: readonly NewMemory[],
	derived: readonly MemoryEntry[],
	hash: string,
): readonly MemoryEntry[] {
	const changed = changedScenes(before, after);
	return derived.flatMap((entry) => {
		// The text that it was read from is back.
		const isFresh = entry.source?.hash === hash;
		const stale = !isFresh && (entry.stale || isTouched(entry, changed));
		return stale === entry.stale ? [] : [{ ...entry, stale }];
	});
}

/** A summary speaks of all scenes, and what has no place in the text may come from any. */
function isTouched({ scene, kind }: MemoryEntry, changed: ReadonlySet<number>): boolean {
	return changed.size > 0 && (kind === 'summary' || scene === undefined || changed.has(scene));
}

function changedScenes(before: readonly MemoryEntry[], after: readonly NewMemory[]): ReadonlySet<number> {
	const old = textOfScenes(before);
	const now = textOfScenes(after);
	const all = new Set([...old.keys(), ...now.keys()]);
	return new Set([...all].filter((scene) => old.get(scene) !== now.get(scene)));
}

function textOfScenes(passages: readonly (MemoryEntry | NewMemory)[]): ReadonlyMap<number, string> {
	const scenes = new Map<number, string>();
	const inStoryOrder = passages.toSorted((a, b) => (a.source?.start ?? 0) - (b.source?.start ?? 0));
	for (const { scene = 1, text } of inStoryOrder)
		scenes.set(scene, `${scenes.get(scene) ?? ''} ${text.replace(/\s+/g, ' ').trim()}`);
	return scenes;
}
