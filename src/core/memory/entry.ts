import type { Branded } from '../../base/ids.js';

/** A ULID where it was made here. */
export type MemoryId = Branded<'MemoryId'>;
/** Sorts by time of writing across machines; `hybridClock.ts` makes and reads it. */
export type Version = Branded<'Version'>;

/**
 * `immediate`: the latest scenes, verbatim; `recent`: what the latest chapters come to; `archival`: everything else.
 * A tier says what a prompt gets unasked. Moving down changes nothing else: all tiers are searched, and no text is dropped.
 */
export type MemoryTier = 'immediate' | 'recent' | 'archival';
export const memoryTiers: readonly MemoryTier[] = ['immediate', 'recent', 'archival'];

/** `scene`: a passage of the manuscript; `note`: what the author wants remembered. */
export type MemoryKind = 'scene' | 'summary' | 'fact' | 'thread' | 'note';
export const memoryKinds: readonly MemoryKind[] = ['scene', 'summary', 'fact', 'thread', 'note'];

/** `chapter`: derived from a chapter's text, and replaced when that is read again. */
export type MemoryOrigin = 'author' | 'chapter' | 'import';
export const memoryOrigins: readonly MemoryOrigin[] = ['author', 'chapter', 'import'];

/** What an entry says, beyond its text, where its kind has more to say. */
export type MemoryDetails =
	| {
			readonly of: 'fact';
			readonly subject: string;
			readonly attribute: string;
			readonly value: string;
			/** `end`: from this chapter on it no longer holds. */
			readonly change: 'new' | 'update' | 'end';
			/** Copied from the chapter. */
			readonly quote: string;
	  }
	| {
			readonly of: 'knowledge';
			readonly character: string;
			readonly fact: string;
			readonly how: string;
	  }
	| {
			readonly of: 'thread';
			readonly name: string;
			readonly action: 'plant' | 'advance' | 'pay';
			readonly quote: string;
	  }
	| { readonly of: 'events' }
	| { readonly of: 'end-state' };

/** Where in the novel an entry comes from. */
export interface MemorySource {
	/** Relative to the novel's folder, with forward slashes. */
	readonly path: string;
	/** SHA-256 of the chapter's body that was read. */
	readonly hash: string;
	/** UTF-16 offsets of the evidence in that body; equal where the place is not known. */
	readonly start: number;
	readonly end: number;
}

export interface MemoryEntry {
	readonly id: MemoryId;
	readonly tier: MemoryTier;
	readonly kind: MemoryKind;
	readonly text: string;
	/** Names of people, places and things, as the novel writes them. */
	readonly entities: readonly string[];
	/** The chapter that established it; undefined for what holds in the whole book. */
	readonly chapter: number | undefined;
	readonly scene: number | undefined;
	/** 0 to 1. */
	readonly importance: number;
	/** Stays in the tier it is in, and goes into every prompt that has room. */
	readonly pinned: boolean;
	readonly details: MemoryDetails | undefined;
	readonly source: MemorySource | undefined;
	readonly origin: MemoryOrigin;
	/** The text it was read from has changed since. */
	readonly stale: boolean;
	readonly version: Version;
	/** Milliseconds since the Unix epoch. */
	readonly createdAt: number;
	readonly updatedAt: number;
	/** A tombstone: the entry is gone, and must be known to be gone on every machine. */
	readonly deleted: boolean;
}

/** What a new entry is made of; everything else has a default. */
export interface NewMemory {
	readonly id?: MemoryId;
	readonly text: string;
	readonly kind?: MemoryKind;
	readonly tier?: MemoryTier;
	readonly entities?: readonly string[];
	readonly chapter?: number | undefined;
	readonly scene?: number | undefined;
	readonly importance?: number;
	readonly pinned?: boolean;
	readonly details?: MemoryDetails | undefined;
	readonly source?: MemorySource | undefined;
	readonly origin?: MemoryOrigin;
}

/** What of an entry a person may change. */
export interface MemoryChange {
	readonly text?: string;
	readonly entities?: readonly string[];
	readonly chapter?: number | undefined;
	readonly tier?: MemoryTier;
	readonly importance?: number;
	readonly pinned?: boolean;
}
