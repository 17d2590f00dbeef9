import type { MemoryEntry } from '../../core/memory/entry.js';
import { whyOf, type MemoryMatch } from '../../core/memory/recall.js';
import {
	mostShown,
	tiers,
	type MemoryLook,
	type ReadySnapshot,
	type ShownEntry,
	type Tier,
	type TierSection,
} from '../../protocol/memory.js';
import type { MemoryStats } from '../../api.js';
import type { MemoryService } from '../../services/memory/memoryService.js';
import type { NovelProject } from '../../services/novelProject.js';
import { entryTitle } from './memoryTitles.js';
import type { StoryOutline } from '../storyOutline.js';

/** About as much as an opened entry shows before one asks for all of it. */
const shownCharacters = 400;
const shownNames = 8;

/** The sections of a snapshot, or its matches. */
export async function shownMemory(
	project: NovelProject,
	stats: MemoryStats,
	look: MemoryLook,
	signal: AbortSignal,
): Promise<Pick<ReadySnapshot, 'total' | 'sections' | 'found'>> {
	const query = look.query.trim();
	if (query === '') {
		const sections = tiers.map((tier) => sectionOf(project.memory, stats, tier, look));
		return { total: stats.entries, sections };
	}
	const { asOfChapter, kind, matches: limit } = look;
	const kinds = kind === undefined ? undefined : [kind];
	// One more than is shown says whether there is more.
	const matches = await project.recall.recall({ text: query, asOfChapter, kinds, limit: limit + 1 }, signal);
	signal.throwIfAborted();
	const entries = matches.slice(0, limit).map(shownMatch);
	return { total: stats.entries, sections: [], found: { query, entries, isMore: matches.length > limit } };
}

function sectionOf(memory: MemoryService, { counts }: MemoryStats, tier: Tier, look: MemoryLook): TierSection {
	const { kind, asOfChapter } = look;
	const { from, count } = look.tiers[tier];
	// Entries up to a chapter are counted nowhere, so they are counted as far as anybody looks.
	const reach = asOfChapter === undefined ? count : mostShown;
	const listed = memory.list({
		tiers: [tier],
		...(kind === undefined ? {} : { kinds: [kind] }),
		...(asOfChapter === undefined ? {} : { asOfChapter }),
		offset: from,
		limit: reach + 1,
	});
	const all = counts
		.filter((one) => one.tier === tier && (kind === undefined || one.kind === kind))
		.reduce((sum, { entries }) => sum + entries, 0);
	return {
		tier,
		count: asOfChapter === undefined ? all : from + Math.min(listed.length, reach),
		isLeast: asOfChapter !== undefined && listed.length > reach,
		isMore: listed.length > count,
		from,
		entries: listed.slice(0, count).map(shownEntry),
	};
}

/** The chapters that there are memories of, for the choice of one. */
export function rememberedChapters({ memory }: NovelProject, { chapters }: StoryOutline): ReadySnapshot['chapters'] {
	const [last] = memory.list({ latestFirst: true, limit: 1 });
	return Array.from({ length: last?.chapter ?? 0 }, (_, at) => ({
		chapter: at + 1,
		title: chapters.get(at + 1) ?? '',
	}));
}

export function shownEntry(entry: MemoryEntry): ShownEntry {
	const { id, kind, chapter, scene, text, entities, pinned, stale, source } = entry;
	return {
		id,
		title: entryTitle(entry),
		kind,
		...(chapter === undefined ? {} : { chapter }),
		...(scene === undefined ? {} : { scene }),
		text: beginningOf(text),
		isCut: text.length > shownCharacters,
		names: entities.slice(0, shownNames),
		isPinned: pinned,
		isStale: stale,
		hasPlace: chapter !== undefined || source !== undefined,
	};
}

/** Cut between words where there are any. */
function beginningOf(text: string): string {
	if (text.length <= shownCharacters) return text;
	const beginning = text.slice(0, shownCharacters);
	return beginning.replace(/\s+\S*$/u, '').toWellFormed();
}

function shownMatch(match: MemoryMatch): ShownEntry {
	const words = match.reasons.flatMap(({ matched }) => matched);
	return { ...shownEntry(match.entry), why: whyOf(match), words };
}
