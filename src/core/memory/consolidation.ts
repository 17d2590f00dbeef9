import type { MemoryId, MemoryTier } from './entry.js';

/** What decides over an entry's tier. */
export interface TierCandidate {
	readonly id: MemoryId;
	readonly tier: MemoryTier;
	/** The tier that it belongs to while there is room: `immediate` for passages, `recent` for summaries. */
	readonly wanted: Exclude<MemoryTier, 'archival'>;
	readonly pinned: boolean;
	readonly tokens: number;
}

/** Tokens that a tier may hold. */
export type TierBudgets = Readonly<Record<Exclude<MemoryTier, 'archival'>, number>>;

export const defaultTierBudgets: TierBudgets = { immediate: 4_000, recent: 4_000 };

/**
 * Which entries change their tier: the latest stay at hand as far as the budget reaches, the others go to the archive.
 * Pinned ones stay where they are, and take their room first.
 * @param latestFirst last in story order first
 */
export function consolidatedTiers(
	latestFirst: readonly TierCandidate[],
	budgets: TierBudgets,
): ReadonlyMap<MemoryId, MemoryTier> {
	const left: Record<Exclude<MemoryTier, 'archival'>, number> = { ...budgets };
	for (const { pinned, tier, tokens } of latestFirst) if (pinned && tier !== 'archival') left[tier] -= tokens;
	const full = new Set<MemoryTier>();
	const changes = new Map<MemoryId, MemoryTier>();
	for (const one of latestFirst) {
		if (one.pinned) continue;
		// After the first that does not fit, nothing older may overtake it.
		if (one.tokens > left[one.wanted]) full.add(one.wanted);
		const tier = full.has(one.wanted) ? 'archival' : one.wanted;
		if (tier !== 'archival') left[tier] -= one.tokens;
		if (tier !== one.tier) changes.set(one.id, tier);
	}
	return changes;
}
