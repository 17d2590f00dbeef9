import type { Clock } from '../../base/clock.js';
import type { ServerIdentity } from '../../base/serverIdentity.js';
import type { ReplicationStore } from '../../core/memory/replication.js';

const keptEveryMs = 1_000;

/** How far a server was followed. Written down only now and then: changes that are seen twice change nothing. */
export class KeptPlace {
	readonly #store: ReplicationStore;
	readonly #server: ServerIdentity;
	readonly #clock: Clock;
	#position: number;
	#kept: number;
	#keptAt: number;

	constructor(store: ReplicationStore, server: ServerIdentity, position: number, clock: Clock) {
		this.#store = store;
		this.#server = server;
		this.#clock = clock;
		this.#position = position;
		this.#kept = position;
		this.#keptAt = clock.now();
	}

	get position(): number {
		return this.#position;
	}

	moveTo(position: number): void {
		const isIdle = position === this.#position;
		this.#position = position;
		if (isIdle || this.#clock.now() - this.#keptAt >= keptEveryMs) this.keep();
	}

	keep(): void {
		if (this.#position === this.#kept) return;
		this.#store.setPlace({ server: this.#server, position: this.#position });
		this.#kept = this.#position;
		this.#keptAt = this.#clock.now();
	}
}
