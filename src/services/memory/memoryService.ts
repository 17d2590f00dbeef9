import * as l10n from '@vscode/l10n';
import type { MemoryStats } from '../../api.js';
import type { Clock } from '../../base/clock.js';
import { Emitter } from '../../base/emitter.js';
import { AppError } from '../../base/errors.js';
import { newId } from '../../base/ids.js';
import {
	memoryTiers,
	type MemoryChange,
	type MemoryEntry,
	type MemoryId,
	type MemoryTier,
	type NewMemory,
} from '../../core/memory/entry.js';
import type { HybridClock } from '../../core/memory/hybridClock.js';
import type { MemoryFilter, MemoryRevision, MemoryStore } from '../../core/memory/memoryStore.js';
import { checkMemory, newEntry } from '../../core/memory/newEntry.js';
import { restatedDetails } from '../../core/memory/restatedDetails.js';

export interface MemoryPorts {
	readonly store: MemoryStore;
	readonly versions: HybridClock;
	readonly clock: Clock;
}

/** Entries written in one transaction; more would hold up others who write. */
const batchSize = 2_000;

/** What the book remembers. Every write is on disk when a call returns. */
export class MemoryService {
	readonly #ports: MemoryPorts;
	readonly #changes = new Emitter<void>();

	/** Something was written here; `store.lastSequence()` also tells of other windows. */
	readonly onChange = this.#changes.on;

	constructor(ports: MemoryPorts) {
		this.#ports = ports;
	}

	/** @throws AppError `bad-memory` with what is wrong; then nothing was written */
	add(given: NewMemory): MemoryEntry {
		const [entry] = this.addAll([given]);
		if (entry === undefined) throw new Error('An entry that was added is there.');
		return entry;
	}

	/**
	 * Adds in the order given, which is the order of the story. All are checked before the first is written.
	 * An id that is there already gets the new content.
	 */
	addAll(given: readonly NewMemory[]): readonly MemoryEntry[] {
		for (const one of given) checkMemory(one);
		const added: MemoryEntry[] = [];
		for (let from = 0; from < given.length; from += batchSize) {
			const batch = given.slice(from, from + batchSize).map((one) => this.#entryOf(one));
			this.#write(batch);
			added.push(...batch);
		}
		return added;
	}

	get(id: MemoryId): MemoryEntry | undefined {
		return this.#ports.store.get(id);
	}

	/** @throws AppError `no-memory` or `bad-memory` */
	edit(id: MemoryId, change: MemoryChange): MemoryEntry {
		const before = this.#existing(id);
		checkMemory({ ...before, ...change });
		const said = change.text !== undefined && change.text !== before.text;
		// What the author has put into words is the author's from then on.
		const own = said
			? ({ origin: 'author', stale: false, details: restatedDetails(before.details, change.text ?? '') } as const)
			: change.entities !== undefined || change.chapter !== undefined
				? ({ origin: 'author' } as const)
				: {};
		return this.#replace(before, { ...change, ...own });
	}

	/** Gone everywhere; its last state stays among the revisions. */
	remove(id: MemoryId): void {
		// A tombstone of the author's: what was read from a chapter does not come back when that is read again.
		this.#replace(this.#existing(id), { deleted: true, origin: 'author' });
	}

	/** Brings back what was removed. */
	restore(entry: MemoryEntry): MemoryEntry {
		const { versions, store } = this.#ports;
		const newest = store.getWithDeleted(entry.id);
		const restored = { ...entry, deleted: false, version: versions.next(newest?.version ?? entry.version) };
		this.#write([restored]);
		return restored;
	}

	list(filter: MemoryFilter = {}): readonly MemoryEntry[] {
		return this.#ports.store.list(filter);
	}

	revisions(id: MemoryId): readonly MemoryRevision[] {
		return this.#ports.store.revisions(id);
	}

	stats(): MemoryStats {
		const counts = this.#ports.store.counts();
		const ofTier = (tier: MemoryTier): number =>
			counts.reduce((sum, count) => sum + (count.tier === tier ? count.entries : 0), 0);
		const byTier = Object.fromEntries(memoryTiers.map((tier) => [tier, ofTier(tier)])) as Record<MemoryTier, number>;
		return { entries: counts.reduce((sum, count) => sum + count.entries, 0), byTier, counts };
	}

	/** The same for the same memories, wherever and whenever they were written. */
	contentHash(): string {
		return this.#ports.store.contentHash();
	}

	lastSequence(): number {
		return this.#ports.store.lastSequence();
	}

	/** Writes new entries, and new states of known ones, in the order given and in one transaction. */
	write(entries: readonly (MemoryEntry | NewMemory)[]): void {
		if (entries.length === 0) return;
		const { versions, clock } = this.#ports;
		const now = clock.now();
		this.#write(
			entries.map((one) =>
				'version' in one ? { ...one, version: versions.next(one.version), updatedAt: now } : this.#entryOf(one),
			),
		);
	}

	/** Others have written into the store. */
	noteChange(): void {
		this.#changes.emit();
	}

	#entryOf(given: NewMemory): MemoryEntry {
		const { store, versions, clock } = this.#ports;
		const id = given.id ?? (newId() as MemoryId);
		const before = given.id === undefined ? undefined : store.getWithDeleted(id);
		const entry = newEntry({ ...given, id }, versions.next(before?.version), clock.now());
		return before === undefined ? entry : { ...entry, createdAt: before.createdAt };
	}

	#existing(id: MemoryId): MemoryEntry {
		const entry = this.#ports.store.get(id);
		if (entry !== undefined) return entry;
		throw new AppError(
			'no-memory',
			l10n.t('There is no memory {0} any more. It may have been deleted in another window.', id),
		);
	}

	#replace(before: MemoryEntry, change: Partial<MemoryEntry>): MemoryEntry {
		const { versions, clock } = this.#ports;
		const entry = { ...before, ...change, version: versions.next(before.version), updatedAt: clock.now() };
		this.#write([entry]);
		return entry;
	}

	#write(entries: readonly MemoryEntry[]): void {
		this.#ports.store.put(entries);
		this.#changes.emit();
	}
}
