import { createHash } from 'node:crypto';
import type { MemoryEntry } from './entry.js';

/** Says what an entry says, and nothing of when or where it was written. */
export function contentOf(entry: MemoryEntry): string {
	const { id, tier, kind, text, entities, chapter, scene, importance, pinned, details, source, origin, stale } = entry;
	return JSON.stringify([
		id,
		tier,
		kind,
		text,
		entities,
		chapter ?? null,
		scene ?? null,
		importance,
		pinned,
		details ?? null,
		source === undefined ? null : [source.path, source.hash, source.start, source.end],
		origin,
		stale,
	]);
}

/** @param entries live ones, in the order of their ids */
export function contentHash(entries: Iterable<MemoryEntry>): string {
	const hash = createHash('sha256');
	for (const entry of entries) hash.update(contentOf(entry)).update('\n');
	return hash.digest('hex');
}

/** The same for two states that say the same, whoever wrote them. 16 hexadecimal digits. */
export function contentDigest(entry: MemoryEntry): string {
	const hash = createHash('sha256')
		.update(contentOf(entry))
		.update(entry.deleted ? 'deleted' : 'live');
	return hash.digest('hex').slice(0, 16);
}
