import * as l10n from '@vscode/l10n';
import type { MemoryEntry, MemoryKind, MemoryTier } from './entry.js';

export interface RecallQuery {
	readonly text: string;
	/** Nothing of later chapters is seen; the whole book when left out. */
	readonly asOfChapter?: number | undefined;
	/** Names that matter more than others. */
	readonly entities?: readonly string[] | undefined;
	readonly kinds?: readonly MemoryKind[] | undefined;
	readonly tiers?: readonly MemoryTier[] | undefined;
	/** 10 when left out. */
	readonly limit?: number | undefined;
	/** The matches together take at most so many tokens. */
	readonly tokenBudget?: number | undefined;
	/** Facts that a later claim has replaced are left out unless asked for. */
	readonly withSuperseded?: boolean | undefined;
}

export type RecallList = 'words' | 'meaning' | 'names' | 'recency' | 'importance';

/** Why an entry was found: its place in one of the lists that were put together, the first being 1. */
export interface RecallReason {
	readonly list: RecallList;
	readonly rank: number;
	/** Words or names of the query that the entry has. */
	readonly matched: readonly string[];
}

export interface MemoryMatch {
	readonly entry: MemoryEntry;
	/** For comparing matches of one query only. */
	readonly score: number;
	readonly reasons: readonly RecallReason[];
	/** A later claim, as of the chapter asked for, says otherwise. */
	readonly superseded: boolean;
}

/** A sentence for people. */
export function whyOf(match: MemoryMatch): string {
	const parts = match.reasons.flatMap(({ list, rank, matched }): readonly string[] => {
		if (list === 'words' && matched.length > 0)
			return [l10n.t('has {0}', matched.map((word) => l10n.t('“{0}”', word)).join(', '))];
		if (list === 'words') return [l10n.t('stands beside a passage with these words')];
		if (list === 'meaning') return [l10n.t('close in meaning (place {0})', rank)];
		return list === 'names' && matched.length > 0 ? [l10n.t('names {0}', matched.join(', '))] : [];
	});
	const standing = match.superseded ? [l10n.t('replaced by a later chapter')] : [];
	const pinned = match.entry.pinned ? [l10n.t('pinned')] : [];
	return [...parts, ...standing, ...pinned].join('; ');
}
