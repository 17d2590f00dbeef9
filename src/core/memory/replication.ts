import type { MemoryEntry, MemoryId } from './entry.js';
import type { ServerIdentity } from '../../base/serverIdentity.js';
import type { EntryVersion, OutgoingWrite } from './memoryServer.js';

/** How a novel's memory stands to the server through which machines share it. */
export type ReplicaState =
	/** No server is set. */
	| { readonly kind: 'local' }
	/** `at`: when both sides were last known to be the same, in milliseconds since the Unix epoch. */
	| { readonly kind: 'synchronised'; readonly at: number }
	/** `entries`: written here and not yet taken by the server; 0 while the two are being compared. */
	| { readonly kind: 'waiting'; readonly entries: number }
	/** `reason`: a sentence. */
	| { readonly kind: 'unreachable'; readonly since: number; readonly reason: string; readonly entries: number };

/** How far a machine has followed which server. */
export interface ReplicaPlace {
	readonly server: ServerIdentity;
	/** Number of the last change that was seen. */
	readonly position: number;
}

/** What a machine has to send, and where what others sent goes. What a method wrote is on disk when it returns. */
export interface ReplicationStore {
	/** Whether writes are kept for sending: from the first connection to a server on, in every window of the machine. */
	isShared(): boolean;
	share(): void;
	/** In the order of ids, and of one entry the older state first. */
	outgoing(limit: number): readonly OutgoingWrite[];
	/** How many writes have to go out. */
	waiting(): number;
	/** The server has these, whether they won there or not. */
	acknowledge(sent: readonly EntryVersion[]): void;
	/** Has entries sent as they are now, tombstones as well. */
	enqueue(ids: readonly MemoryId[]): void;
	/** Of these, the entries that are missing here, or older. */
	lacking(offered: readonly EntryVersion[]): readonly MemoryId[];
	/**
	 * Newer versions win, and what they replace stays as a revision. A local edit that loses before it was sent goes out
	 * all the same: whether it was a concurrent one is the server's to say, and the other machines get it as a revision.
	 * @returns the ids that have changed
	 */
	receive(entries: readonly MemoryEntry[]): ReadonlySet<MemoryId>;
	/** Of these, the losing sides of concurrent edits that are not known as such here. */
	lackingConflicts(offered: readonly EntryVersion[]): readonly EntryVersion[];
	keepConflicts(losers: readonly MemoryEntry[]): void;
	/** In the order of ids, tombstones as well. @param after the last id of the page before; empty for the first */
	versions(after: MemoryId | '', limit: number): readonly EntryVersion[];
	/** Undefined before the first comparison with a server, and after `setPlace(undefined)`, which asks for another one. */
	place(): ReplicaPlace | undefined;
	setPlace(place: ReplicaPlace | undefined): void;
}

export function isSameServer(a: ServerIdentity, b: ServerIdentity): boolean {
	// A server that does not tell its run may have lost its latest data in a restart that nobody noticed.
	return a.instance === b.instance && a.run === b.run && a.run !== undefined;
}
