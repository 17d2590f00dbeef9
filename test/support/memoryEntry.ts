import { newId } from '../../src/base/ids.js';
import type { MemoryEntry, MemoryId, Version } from '../../src/core/memory/entry.js';

export function aMemory(changes: Partial<MemoryEntry> = {}): MemoryEntry {
	return {
		id: newId() as MemoryId,
		tier: 'archival',
		kind: 'note',
		text: 'Ivy is left-handed.',
		entities: ['Ivy'],
		chapter: 2,
		scene: undefined,
		importance: 0.5,
		pinned: false,
		details: undefined,
		source: undefined,
		origin: 'author',
		stale: false,
		version: aVersion(1),
		createdAt: 1_000,
		updatedAt: 2_000,
		deleted: false,
		...changes,
	};
}

/** The version of a moment in milliseconds, on some machine. */
export function aVersion(ms: number, node = 'a'): Version {
	return `${ms.toString(36).padStart(11, '0')}-0000-${node}` as Version;
}
