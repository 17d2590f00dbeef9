import type { Clock } from '../../base/clock.js';
import type { MemoryEntry, MemoryId } from '../../core/memory/entry.js';
import type { HybridClock } from '../../core/memory/hybridClock.js';
import type { EntryVersion, MemoryServer } from '../../core/memory/memoryServer.js';
import { isSameServer, type ReplicationStore } from '../../core/memory/replication.js';
import type { Bell } from '../bell.js';
import { untilOneEnds } from '../untilOneEnds.js';
import { KeptPlace } from './keptPlace.js';
import { reconcile } from './reconciliation.js';

export interface SessionPorts {
	readonly store: ReplicationStore;
	readonly versions: HybridClock;
	readonly clock: Clock;
	/** Entries that other machines have written, or removed, are here now. */
	onReceived(ids: ReadonlySet<MemoryId>): void;
}

const sentAtOnce = 200;
const fetchedAtOnce = 100;
/** One write is often the first of many, and each batch costs this machine and the others a write to disk. */
const gatherMs = 25;
/** Other programs on this machine write too, and ring no bell here. */
const outboxLookMs = 1_000;

/** What goes on over one connection, from comparing both sides to its end. */
export class ReplicationSession {
	readonly #ports: SessionPorts;
	readonly #server: MemoryServer;
	readonly #written: Bell;
	readonly #onProgress: () => void;
	/** Number of the newest change when the connection began: what came before it has to be here first. */
	#head = Number.POSITIVE_INFINITY;
	#position = 0;
	#unread = 0;

	/** @param written rings when there is something to send */
	constructor(ports: SessionPorts, server: MemoryServer, written: Bell, onProgress: () => void) {
		this.#ports = ports;
		this.#server = server;
		this.#written = written;
		this.#onProgress = onProgress;
	}

	/** From here on only what is in the outbox differs. */
	get hasCompared(): boolean {
		return this.#position >= this.#head;
	}

	/** Entries on the server that this version of the program cannot read. */
	get unread(): number {
		return this.#unread;
	}

	/** Resolves when both sides have to be compared anew; rejects with what ended the connection. */
	async run(signal: AbortSignal): Promise<void> {
		const { store, clock } = this.#ports;
		// Before anything is compared, so that what is written from now on is either seen then or in the outbox.
		store.share();
		const known = this.#knownPosition();
		const position = known ?? (await this.#compare(signal));
		this.#position = position;
		this.#head = known === undefined ? position : await this.#server.lastChange(signal);
		this.#onProgress();
		const place = new KeptPlace(store, this.#server.identity, position, clock);
		await untilOneEnds([(both) => this.#send(both), (both) => this.#follow(place, both)], signal);
	}

	#knownPosition(): number | undefined {
		const place = this.#ports.store.place();
		return place !== undefined && isSameServer(place.server, this.#server.identity) ? place.position : undefined;
	}

	async #compare(signal: AbortSignal): Promise<number> {
		const { store } = this.#ports;
		const position = await reconcile(
			{
				store,
				server: this.#server,
				fetch: (ids) => this.#fetch(ids, signal),
				fetchConflicts: (offered) => this.#fetchConflicts(offered, signal),
			},
			signal,
		);
		store.setPlace({ server: this.#server.identity, position });
		return position;
	}

	async #send(signal: AbortSignal): Promise<void> {
		const { store, clock } = this.#ports;
		for (;;) {
			const writes = store.outgoing(sentAtOnce);
			if (writes.length === 0) {
				await this.#written.heard(outboxLookMs, signal);
				await clock.wait(gatherMs, signal);
				continue;
			}
			this.#receive(await this.#server.send(writes, signal));
			store.acknowledge(writes.map(({ entry: { id, version } }) => ({ id, version })));
			this.#onProgress();
		}
	}

	async #follow(place: KeptPlace, signal: AbortSignal): Promise<void> {
		const { store } = this.#ports;
		try {
			for (;;) {
				const changes = await this.#server.changesSince(place.position, signal);
				if (changes.kind === 'lost') break;
				await this.#fetchConflicts(changes.conflicts, signal);
				await this.#fetch(store.lacking(changes.entries), signal);
				place.moveTo(changes.position);
				this.#position = changes.position;
				this.#onProgress();
			}
		} catch (error) {
			// What could not be read is asked for by the next comparison, maybe of a newer version of the program.
			if (this.#unread === 0) place.keep();
			else store.setPlace(undefined);
			throw error;
		}
		store.setPlace(undefined);
	}

	async #fetch(ids: readonly MemoryId[], signal: AbortSignal): Promise<void> {
		for (let at = 0; at < ids.length; at += fetchedAtOnce) {
			const wanted = ids.slice(at, at + fetchedAtOnce);
			const entries = await this.#server.entries(wanted, signal);
			this.#unread += wanted.length - entries.length;
			this.#receive(entries);
		}
	}

	async #fetchConflicts(offered: readonly EntryVersion[], signal: AbortSignal): Promise<void> {
		const { store } = this.#ports;
		const wanted = store.lackingConflicts(offered);
		for (let at = 0; at < wanted.length; at += fetchedAtOnce)
			store.keepConflicts(await this.#server.conflicts(wanted.slice(at, at + fetchedAtOnce), signal));
	}

	#receive(entries: readonly MemoryEntry[]): void {
		if (entries.length === 0) return;
		for (const { version } of entries) this.#ports.versions.observe(version);
		const changed = this.#ports.store.receive(entries);
		if (changed.size > 0) this.#ports.onReceived(changed);
	}
}
