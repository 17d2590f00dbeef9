import type { MemoryEntry, MemoryId } from '../../../src/core/memory/entry.js';
import type { MemoryMachine } from './memoryMachine.js';

/** Adds, edits and deletes memories as it comes, and remembers each state that it has written. */
export class RandomNovelist {
	readonly #machine: MemoryMachine;
	readonly #random: () => number;
	readonly #ofWhom: 'own entries' | 'any entries';
	readonly #written = new Map<MemoryId, MemoryEntry>();
	#writes = 0;

	/** @param ofWhom what to edit and delete; of any entries, two novelists may change the same at the same time */
	constructor(machine: MemoryMachine, random: () => number, ofWhom: 'own entries' | 'any entries') {
		this.#machine = machine;
		this.#random = random;
		this.#ofWhom = ofWhom;
	}

	/** The newest state of each entry that any of them wrote, in the order of ids. */
	static newest(novelists: readonly RandomNovelist[]): readonly MemoryEntry[] {
		const newest = new Map<MemoryId, MemoryEntry>();
		for (const [id, entry] of novelists.flatMap((one) => [...one.#written]))
			if ((newest.get(id)?.version ?? '') < entry.version) newest.set(id, entry);
		return [...newest.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
	}

	get writes(): number {
		return this.#writes;
	}

	write(): void {
		this.#writes++;
		const { memory } = this.#machine;
		const chance = this.#random();
		const id = chance < 0.5 ? undefined : this.#someone();
		const text = `Memory ${this.#writes}: ${'the tide comes in. '.repeat(Math.ceil(this.#random() * 20))}`;
		if (id === undefined) {
			this.#note(memory.add({ text, chapter: 1 + Math.floor(this.#random() * 30) }).id);
			return;
		}
		if (chance < 0.85) memory.edit(id, { text });
		else memory.remove(id);
		this.#note(id);
	}

	/** A live entry. */
	#someone(): MemoryId | undefined {
		const own = [...this.#written.keys()];
		// Any id of ours leads to one of the others, which were made about the same time.
		const ours = own[Math.floor(this.#random() * own.length)] ?? '';
		const others = this.#ofWhom === 'own entries' ? [] : this.#machine.outbox.versions(ours, 5);
		const id = others.at(Math.floor(this.#random() * others.length))?.id ?? ours;
		return id !== '' && this.#machine.memory.get(id) !== undefined ? id : undefined;
	}

	#note(id: MemoryId): void {
		const entry = this.#machine.store.getWithDeleted(id);
		if (entry !== undefined) this.#written.set(id, entry);
	}
}
