import type { MemoryId, Version } from '../../core/memory/entry.js';
import type { EntryVersion } from '../../core/memory/memoryServer.js';

/** An item of the stream. */
export type Change = readonly [id: string, fields: readonly string[]];

export function changesOf(what: 'entry' | 'conflict', changes: readonly Change[]): readonly EntryVersion[] {
	return changes.flatMap(([, [field, name]]) => (field === what && name !== undefined ? [splitName(name)] : []));
}

/** A change's id in the stream is its number, and 0. */
export function numberOf(streamId: string): number {
	return Number.parseInt(streamId, 10);
}

export function nameOf({ id, version }: EntryVersion): string {
	return `${id}/${version}`;
}

/** Only an id may have a slash of its own. */
export function splitName(name: string): EntryVersion {
	const slash = name.lastIndexOf('/');
	return stateOf(name.slice(0, slash), name.slice(slash + 1));
}

/** @param record of the hash of versions, which begins with the present one */
export function versionOf(id: string, record: string): EntryVersion {
	return stateOf(id, record.split(' ')[0] ?? '');
}

/** Fields and values of a hash, which come in one list. */
export function pairsOf(flat: readonly string[]): readonly (readonly [string, string])[] {
	const pairs: (readonly [string, string])[] = [];
	for (let at = 0; at + 1 < flat.length; at += 2) pairs.push([flat[at] ?? '', flat[at + 1] ?? '']);
	return pairs;
}

function stateOf(id: string, version: string): EntryVersion {
	return { id: id as MemoryId, version: version as Version };
}
