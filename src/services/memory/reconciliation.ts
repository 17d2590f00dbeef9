import { nextTurn } from '../../base/nextTurn.js';
import type { MemoryId, Version } from '../../core/memory/entry.js';
import type { EntryVersion, MemoryServer } from '../../core/memory/memoryServer.js';
import type { ReplicationStore } from '../../core/memory/replication.js';

const comparedAtOnce = 1_000;

/** What one side has to do with what the other offers. */
export interface Reconciled {
	readonly store: ReplicationStore;
	readonly server: MemoryServer;
	/** Brings entries over from the server. */
	fetch(ids: readonly MemoryId[], signal: AbortSignal): Promise<void>;
	fetchConflicts(offered: readonly EntryVersion[], signal: AbortSignal): Promise<void>;
}

/**
 * Compares everything here with everything on the server, brings over what is newer there, and queues for sending what is
 * newer here or missing there.
 * @returns from which change on the server has to be followed, so that nothing written meanwhile is missed
 */
export async function reconcile(sides: Reconciled, signal: AbortSignal): Promise<number> {
	const { store, server } = sides;
	const position = await server.lastChange(signal);
	const there = new Map<MemoryId, Version>();
	for await (const offered of server.versions(signal)) {
		for (const { id, version } of offered) there.set(id, version);
		await sides.fetch(store.lacking(offered), signal);
	}
	for await (const offered of server.conflictVersions(signal)) await sides.fetchConflicts(offered, signal);
	let after: MemoryId | '' = '';
	for (;;) {
		const here = store.versions(after, comparedAtOnce);
		const last = here.at(-1);
		if (last === undefined) return position;
		store.enqueue(here.filter(({ id, version }) => isMissing(there.get(id), version)).map(({ id }) => id));
		after = last.id;
		// The editor gets its turn between the pages.
		await nextTurn();
		signal.throwIfAborted();
	}
}

function isMissing(there: Version | undefined, here: Version): boolean {
	return there === undefined || there < here;
}
