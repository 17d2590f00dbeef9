import type { MemoryEntry, MemoryId, MemoryKind, MemoryOrigin, MemoryTier } from './entry.js';

/** `replaced`: by a later edit; `conflict`: it lost against an edit made elsewhere at the same time. */
export type RevisionReason = 'replaced' | 'conflict';

/** An earlier or losing state of an entry. */
export interface MemoryRevision {
	readonly entry: MemoryEntry;
	readonly reason: RevisionReason;
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
	readonly origins?: readonly MemoryOrigin[];
	readonly withDeleted?: boolean;
	readonly limit?: number;
	readonly offset?: number;
	/** Last in story order first. */
	readonly latestFirst?: boolean;
	/** Only what was written after this number. */
	readonly since?: number;
}

export interface MemoryCount {
	readonly tier: MemoryTier;
	readonly kind: MemoryKind;
	readonly entries: number;
}

/** An entry with the number under which the index knows it. */
export interface NumberedEntry {
	readonly sequence: number;
	readonly entry: MemoryEntry;
}

/** One claim about an attribute of a subject. */
export interface FactClaim {
	readonly sequence: number;
	readonly id: MemoryId;
	readonly chapter: number | undefined;
	/** Where in the chapter its evidence begins; 0 where that is not known. */
	readonly place: number;
}

/**
 * Entries of one novel. What a method wrote is on disk when it returns. Every adapter must pass
 * `test/contract/memoryStore.contract.ts`.
 */
export interface MemoryStore {
	get(id: MemoryId): MemoryEntry | undefined;
	/** Tombstones as well. */
	getWithDeleted(id: MemoryId): MemoryEntry | undefined;
	/** Live entries by number; those that have gone meanwhile are left out. */
	numbered(sequences: readonly number[]): readonly NumberedEntry[];
	/** Live entries, spread evenly over all of them; always the same ones for the same entries. */
	sample(count: number): readonly NumberedEntry[];
	/** Rises with every write, in whichever process. */
	lastSequence(): number;
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
