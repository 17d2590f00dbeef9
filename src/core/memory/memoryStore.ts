import type { MemoryEntry, MemoryId, MemoryKind, MemoryTier, Version } from './entry.js';

/** One row that another machine or a backup brings, or that goes out to one. */
export interface MemoryWrite {
	readonly entry: MemoryEntry;
	/** The version that the writer saw before; undefined for a new entry. Another one in its place is a concurrent edit. */
	readonly base: Version | undefined;
}

/** An earlier or losing state of an entry. */
export interface MemoryRevision {
	readonly entry: MemoryEntry;
	/** `replaced`: a later edit; `conflict`: it lost against an edit made elsewhere at the same time. */
	readonly reason: 'replaced' | 'conflict';
	/** Milliseconds since the Unix epoch. */
	readonly keptAt: number;
}

export interface MemoryFilter {
	readonly tiers?: readonly MemoryTier[];
	readonly kinds?: readonly MemoryKind[];
	/** Exactly this chapter; `null` for entries of no chapter. */
	readonly chapter?: number | null;
	/** Entries of later chapters are left out. */
	readonly asOfChapter?: number;
	readonly pinned?: boolean;
	readonly stale?: boolean;
	readonly withDeleted?: boolean;
	readonly limit?: number;
	readonly offset?: number;
	/** Newest in story order first. */
	readonly latestFirst?: boolean;
}

export interface MemoryCount {
	readonly tier: MemoryTier;
	readonly kind: MemoryKind;
	readonly entries: number;
}

/** An entry with its place in the index. */
export interface IndexedEntry {
	/** Rises in story order: entries of no chapter first, then chapter by chapter. */
	readonly key: number;
	readonly entry: MemoryEntry;
}

/** A fact's history: the claims about one attribute of one subject, in story order. */
export interface FactClaim {
	readonly key: number;
	readonly id: MemoryId;
	readonly chapter: number | undefined;
}

/**
 * Entries of one novel. What a method wrote is on disk when it returns. Every adapter must pass
 * `test/contract/memoryStore.contract.ts`.
 */
export interface MemoryStore {
	get(id: MemoryId): MemoryEntry | undefined;
	/** In the order of the ids; unknown ones are left out. */
	getAll(ids: readonly MemoryId[]): readonly MemoryEntry[];
	/** In story order. */
	list(filter: MemoryFilter): readonly MemoryEntry[];
	/**
	 * Writes all or nothing. An older version never replaces a newer one; what is replaced stays as a revision.
	 * @returns the ids whose entry is now the one given
	 */
	put(entries: readonly MemoryEntry[]): ReadonlySet<MemoryId>;
	/** Live entries, counted by tier and kind. */
	counts(): readonly MemoryCount[];
	revisions(id: MemoryId): readonly MemoryRevision[];
	/** Claims about the same attribute of the same subject, in story order. */
	claims(subject: string, attribute: string): readonly FactClaim[];
	/** SHA-256 over what the live entries say, in the order of their ids; versions and times do not count. */
	contentHash(): string;
}
