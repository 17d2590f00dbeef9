import { newId } from '../../../src/base/ids.js';
import type { MemoryEntry, MemoryId, Version } from '../../../src/core/memory/entry.js';
import { HybridClock } from '../../../src/core/memory/hybridClock.js';

const clock = new HybridClock(Date.now, 'test');

export function nextVersion(after?: Version): Version {
	return clock.next(after);
}

/** A passage of chapter 1, but for what is given. */
export function entryWith(given: Partial<MemoryEntry> = {}): MemoryEntry {
	return {
		id: newId() as MemoryId,
		tier: 'archival',
		kind: 'scene',
		text: 'The lamp went out in the hall.',
		entities: [],
		chapter: 1,
		scene: undefined,
		importance: 0.5,
		pinned: false,
		details: undefined,
		source: undefined,
		origin: 'chapter',
		stale: false,
		version: clock.next(),
		createdAt: 1_000,
		updatedAt: 2_000,
		deleted: false,
		...given,
	};
}

/** A later state of an entry. */
export function edited(entry: MemoryEntry, change: Partial<MemoryEntry>): MemoryEntry {
	return { ...entry, ...change, version: clock.next(entry.version) };
}
