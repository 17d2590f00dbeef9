import type { ServerIdentity } from '../../base/serverIdentity.js';
import type { MemoryEntry, MemoryId, Version } from './entry.js';

/** One state of one entry. */
export interface EntryVersion {
	readonly id: MemoryId;
	readonly version: Version;
}

export interface OutgoingWrite {
	readonly entry: MemoryEntry;
	/**
	 * What the entry grew out of, newest first: states written here, and before them the one from the server that they
	 * began with. Another one in its place on the server is a concurrent edit.
	 */
	readonly ancestors: readonly Version[];
}

export type ServerChanges =
	| {
			readonly kind: 'changes';
			/** Number of the last change in here; the number asked for when there are none. */
			readonly position: number;
			readonly entries: readonly EntryVersion[];
			/** Losing sides of concurrent edits. */
			readonly conflicts: readonly EntryVersion[];
	  }
	/** What has changed since is not known any more, or the novel's data was wiped: only a full comparison will do. */
	| { readonly kind: 'lost' };

/**
 * An open connection to the server through which machines share one novel's memory. Its changes are numbered 1, 2, 3…
 * Whoever waits is rejected with an AppError `redis-unreachable` or `redis-refused`, or with the signal's reason.
 */
export interface MemoryServer {
	readonly identity: ServerIdentity;
	/** What about the server endangers the data there, in sentences. */
	readonly warnings: readonly string[];
	/**
	 * Newer versions win; the losing side of a concurrent edit is kept on the server. Sending twice changes nothing.
	 * @returns what stands there in place of writes that lost
	 */
	send(writes: readonly OutgoingWrite[], signal: AbortSignal): Promise<readonly MemoryEntry[]>;
	/** Number of the newest change; 0 when there is none. */
	lastChange(signal: AbortSignal): Promise<number>;
	/** Waits for a change, but no longer than some seconds. @param position number of the last change that was seen */
	changesSince(position: number, signal: AbortSignal): Promise<ServerChanges>;
	/** Everything that is there, in no order; what changes meanwhile may be missing or come twice. */
	versions(signal: AbortSignal): AsyncIterable<readonly EntryVersion[]>;
	/** Losing sides of concurrent edits, as `versions`. */
	conflictVersions(signal: AbortSignal): AsyncIterable<readonly EntryVersion[]>;
	/** As they are now. Those that are gone, or written in a way that this program cannot read, are left out. */
	entries(ids: readonly MemoryId[], signal: AbortSignal): Promise<readonly MemoryEntry[]>;
	conflicts(losers: readonly EntryVersion[], signal: AbortSignal): Promise<readonly MemoryEntry[]>;
	/** Ends sockets and timers at once; whoever waits is rejected. */
	close(): void;
}

/** Where a server is, with what it takes to be let in. */
export interface MemoryServerAddress {
	/** @throws AppError `redis-unreachable` or `redis-refused`, or the signal's reason */
	open(signal: AbortSignal): Promise<MemoryServer>;
}
