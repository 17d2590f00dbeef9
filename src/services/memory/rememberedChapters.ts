import type { MemoryEntry } from '../../core/memory/entry.js';
import type { ChapterMemory } from '../../core/pipeline/replies.js';
import type { RememberedChapter } from '../../core/pipeline/storyMemory.js';

/** What the pipeline knows of chapters, read back from entries; so that what an author changed there counts. */
export function rememberedChapters(
	entries: readonly MemoryEntry[],
	titleOf: (chapter: number) => string,
): readonly RememberedChapter[] {
	const byChapter = Map.groupBy(
		entries.filter((entry) => entry.chapter !== undefined && entry.details !== undefined),
		(entry) => entry.chapter ?? 0,
	);
	return [...byChapter]
		.sort(([a], [b]) => a - b)
		.map(([chapter, own]) => ({ chapter, title: titleOf(chapter), memory: chapterMemory(own) }));
}

function chapterMemory(entries: readonly MemoryEntry[]): ChapterMemory {
	const memory: {
		summary: string;
		endState: string;
		facts: ChapterMemory['facts'];
		threads: ChapterMemory['threads'];
		knowledge: ChapterMemory['knowledge'];
	} = { summary: '', endState: '', facts: [], threads: [], knowledge: [] };
	const inStoryOrder = entries.toSorted((a, b) => (a.source?.start ?? 0) - (b.source?.start ?? 0));
	for (const { details, text } of inStoryOrder) {
		if (details === undefined) continue;
		const { of, ...said } = details;
		if (of === 'events') memory.summary = text;
		if (of === 'end-state') memory.endState = text;
		if (of === 'fact') memory.facts.push(said as ChapterMemory['facts'][number]);
		if (of === 'thread') memory.threads.push(said as ChapterMemory['threads'][number]);
		if (of === 'knowledge') memory.knowledge.push(said as ChapterMemory['knowledge'][number]);
	}
	return memory;
}
