import { isUlid } from '../../base/ids.js';

/** Where a novel's memory stands on a server. The tag in braces keeps all of it on one node of a cluster. */
export interface MemoryKeys {
	/** Hash of ids: entries as JSON. */
	readonly entries: string;
	/** Hash of ids: version, digest, and the versions that came before, with spaces between. */
	readonly versions: string;
	/** Numbered changes. */
	readonly stream: string;
	/** Hash of `id/version`: losing sides of concurrent edits as JSON. */
	readonly revisions: string;
	/** ULID, made when the first of the others was. */
	readonly instance: string;
}

/** @param novelId a ULID */
export function memoryKeys(novelId: string): MemoryKeys {
	const key = novelKey(novelId);
	return {
		entries: key('entries'),
		versions: key('versions'),
		stream: key('stream'),
		revisions: key('revisions'),
		instance: key('instance'),
	};
}

/** @param novelId a ULID: nothing that a novel's file says can then reach into another novel's keys */
export function novelKey(novelId: string): (name: string) => string {
	if (!isUlid(novelId)) throw new Error('Only a novel with a ULID has keys on a server.');
	return (name) => `prometheus-novel:{${novelId}}:${name}`;
}
