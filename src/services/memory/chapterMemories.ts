import { nextTurn } from '../../base/nextTurn.js';
import type { TokenCounter } from '../../core/models/tokenCounter.js';
import { textHash } from '../../core/pipeline/fingerprint.js';
import type { RememberedChapter } from '../../core/pipeline/storyMemory.js';
import { consolidatedTiers, defaultTierBudgets, type TierCandidate } from '../../core/memory/consolidation.js';
import type { MemoryEntry } from '../../core/memory/entry.js';
import type { MemoryFilter } from '../../core/memory/memoryStore.js';
import { chapterEntries, passageEntries, type ReadChapter } from './chapterEntries.js';
import { staleAfter } from './staleEntries.js';
import type { MemoryService } from './memoryService.js';
import { mergedEntries, withoutOwn } from './mergedEntries.js';
import { rememberedChapters } from './rememberedChapters.js';

/** More passages, summaries or notes than this fit into no budget of a tier or a prompt. */
const mostAtHand = 200;
/** Entries that change their tier in one go, which is some milliseconds' work. */
const movedAtOnce = 8;

/** What chapters put into memory, and what the next one gets out of it. */
export class ChapterMemories {
	readonly #memory: MemoryService;
	readonly #tokens: TokenCounter;

	constructor(memory: MemoryService, tokens: TokenCounter) {
		this.#memory = memory;
		this.#tokens = tokens;
	}

	/** Puts what was read in place of what was known of the chapter. What the author wrote, changed or deleted stays so. */
	async remember(read: ReadChapter): Promise<void> {
		const known = this.#memory.list({ chapter: read.chapter, withDeleted: true });
		// Names that were found in its passages before, such as on importing, stay.
		const found = known.filter(({ kind }) => kind === 'scene').flatMap(({ entities }) => entities);
		const names = [...new Set([...read.names, ...found])];
		const changes = mergedEntries(known, chapterEntries({ ...read, names }));
		if (changes.length === 0) return;
		this.#memory.write(changes);
		await nextTurn();
		await this.consolidate();
	}

	/**
	 * The text of a chapter is another one than before: its passages are taken in anew, which needs no model; what a model
	 * read out of a scene that changed is marked as stale until it is read again.
	 * @returns whether anything was another text
	 */
	noticeText(read: Omit<ReadChapter, 'memory'>): boolean {
		const known = this.#memory.list({ chapter: read.chapter, withDeleted: true });
		const passages = known.filter((entry) => entry.kind === 'scene' && entry.source !== undefined);
		const live = passages.filter(({ deleted, origin }) => !deleted && origin !== 'author');
		const hash = textHash(read.body);
		if (live.length > 0 && live.every(({ source }) => source?.hash === hash)) return false;
		const wanted = withoutOwn(passages, passageEntries(read));
		const derived = known.filter((entry) => entry.kind !== 'scene' && entry.source !== undefined && !entry.deleted);
		const changes = [...staleAfter(live, wanted, derived, hash), ...mergedEntries(passages, wanted)];
		this.#memory.write(changes);
		return changes.length > 0;
	}

	/** Whether memory has the passages of this text; asked before anything is worked out for them. */
	isNoticed(chapter: number, body: string): boolean {
		const passages = this.#memory
			.list({ chapter, kinds: ['scene'], origins: ['chapter'] })
			.filter(({ source }) => source);
		const hash = textHash(body);
		return passages.length === 0 ? body === '' : passages.every(({ source }) => source?.hash === hash);
	}

	/** What a writer of `chapter` has behind them, oldest first. */
	before(chapter: number, titleOf: (chapter: number) => string): readonly RememberedChapter[] {
		// In the course of a run all earlier chapters are read again where they changed; what is stale then has no text any more.
		const entries = this.#memory
			.list({ kinds: ['summary', 'fact', 'thread'], asOfChapter: chapter - 1 })
			.filter(({ stale, pinned }) => !stale || pinned);
		return rememberedChapters(entries, titleOf);
	}

	/** What stands in the text up to `asOfChapter`, word for word. */
	passages(asOfChapter: number): readonly MemoryEntry[] {
		return this.#memory.list({ kinds: ['scene'], asOfChapter });
	}

	/** What the author wants a writer of `chapter` to know: notes, and passages that are pinned; pinned ones first. */
	notes(chapter: number): readonly MemoryEntry[] {
		const own = (filter: MemoryFilter): readonly MemoryEntry[] =>
			this.#memory.list({ ...filter, asOfChapter: chapter - 1 });
		const pinned = own({ kinds: ['note', 'scene'], pinned: true });
		const notes = own({ kinds: ['note'], pinned: false, latestFirst: true, limit: mostAtHand }).toReversed();
		return [...pinned, ...notes];
	}

	/** Keeps the latest at hand and moves the rest to the archive, within the tiers' budgets. */
	async consolidate(): Promise<void> {
		const latest = (filter: MemoryFilter): readonly MemoryEntry[] =>
			this.#memory.list({ ...filter, latestFirst: true, limit: mostAtHand });
		const passages = latest({ kinds: ['scene'] }).toSorted(lastInStoryFirst);
		const summaries = latest({ kinds: ['summary'] });
		const beyond = this.#memory
			.list({ tiers: ['immediate', 'recent'], pinned: false })
			.filter(({ id }) => ![...passages, ...summaries].some((one) => one.id === id));
		const candidates = [
			...(await this.#candidates(passages, 'immediate')),
			...(await this.#candidates(summaries, 'recent')),
		];
		const changes = consolidatedTiers(candidates, defaultTierBudgets);
		const moved = [...passages, ...summaries].flatMap((entry) => {
			const tier = changes.get(entry.id);
			return tier === undefined ? [] : [{ ...entry, tier }];
		});
		const all = [...beyond.map((entry) => ({ ...entry, tier: 'archival' as const })), ...moved.toReversed()];
		for (let at = 0; at < all.length; at += movedAtOnce) {
			if (at > 0) await nextTurn();
			// Meanwhile, somebody may have changed or deleted one of them.
			const still = all
				.slice(at, at + movedAtOnce)
				.filter(({ id, version }) => this.#memory.get(id)?.version === version);
			this.#memory.write(still);
		}
	}

	async #candidates(
		entries: readonly MemoryEntry[],
		wanted: TierCandidate['wanted'],
	): Promise<readonly TierCandidate[]> {
		const tokens = await this.#tokens.countAll(entries.map(({ text }) => text));
		return entries.map(({ id, tier, pinned }, at) => ({ id, tier, pinned, wanted, tokens: tokens[at] ?? 0 }));
	}
}

/** A pin or another tier gives an entry a new number; its place in the chapter stays. */
function lastInStoryFirst(a: MemoryEntry, b: MemoryEntry): number {
	return (b.chapter ?? 0) - (a.chapter ?? 0) || (b.source?.start ?? 0) - (a.source?.start ?? 0);
}
