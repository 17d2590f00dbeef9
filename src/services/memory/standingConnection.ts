import { CancellationError, isAppError, sentenceOf } from '../../base/errors.js';
import type { Closable } from '../../base/lifetime.js';
import type { MemoryServerAddress } from '../../core/memory/memoryServer.js';
import { reconnectDelay } from '../../core/memory/reconnectDelay.js';
import type { Bell } from './bell.js';
import { ReplicationSession, type SessionPorts } from './replicationSession.js';

/** Why there is no connection, and since when. */
export interface Trouble {
	readonly since: number;
	/** A sentence. */
	readonly reason: string;
}

/** Replicates with one server, over one connection after the other, until it is closed. */
export class StandingConnection implements Closable {
	readonly #ports: SessionPorts;
	readonly #address: MemoryServerAddress;
	readonly #written: Bell;
	readonly #onChange: () => void;
	readonly #end = new AbortController();
	#running: Promise<void> = Promise.resolve();
	#session: ReplicationSession | undefined;
	#warnings: readonly string[] = [];
	#trouble: Trouble | undefined;
	#failures = 0;
	#lastHeardAt = 0;

	private constructor(ports: SessionPorts, address: MemoryServerAddress, written: Bell, onChange: () => void) {
		this.#ports = ports;
		this.#address = address;
		this.#written = written;
		this.#onChange = onChange;
	}

	/**
	 * Returns at once, and goes on in the background.
	 * @param written rings when there is something to send
	 * @param onChange called after each step that a server took part in, and when one could not be
	 */
	static start(
		ports: SessionPorts,
		address: MemoryServerAddress,
		written: Bell,
		onChange: () => void,
	): StandingConnection {
		const connection = new StandingConnection(ports, address, written, onChange);
		connection.#running = connection.#run();
		return connection;
	}

	/** Aborted when this is closed. */
	get signal(): AbortSignal {
		return this.#end.signal;
	}

	/** What goes on over the present connection. */
	get session(): ReplicationSession | undefined {
		return this.#session;
	}

	/** Undefined while there is a connection, and before the first try has failed. */
	get trouble(): Trouble | undefined {
		return this.#session === undefined ? this.#trouble : undefined;
	}

	get warnings(): readonly string[] {
		return this.#warnings;
	}

	/** Milliseconds since the Unix epoch. */
	get lastHeardAt(): number {
		return this.#lastHeardAt;
	}

	async close(): Promise<void> {
		this.#end.abort(new CancellationError());
		await this.#running;
	}

	async #run(): Promise<void> {
		const { signal } = this;
		while (!signal.aborted) {
			const error = await this.#stayConnected(signal).catch((caught: unknown) => caught);
			if (signal.aborted) return;
			this.#failures++;
			if (error !== undefined) this.#note(error);
			const delayMs = reconnectDelay(error, this.#failures, Math.random());
			await this.#ports.clock.wait(delayMs, signal).catch(() => undefined);
		}
	}

	/** Over one connection. Resolves when everything has to be compared anew. */
	async #stayConnected(signal: AbortSignal): Promise<void> {
		const server = await this.#address.open(signal);
		try {
			this.#warnings = server.warnings;
			this.#session = new ReplicationSession(this.#ports, server, this.#written, () => this.#noteProgress());
			this.#onChange();
			await this.#session.run(signal);
		} finally {
			this.#session = undefined;
			server.close();
		}
	}

	#noteProgress(): void {
		this.#trouble = undefined;
		this.#failures = 0;
		this.#lastHeardAt = this.#ports.clock.now();
		this.#onChange();
	}

	#note(error: unknown): void {
		const reason = isAppError(error) ? error.message : `Sharing the memory failed: ${sentenceOf(error)}`;
		this.#trouble = { since: this.#trouble?.since ?? this.#ports.clock.now(), reason };
		this.#onChange();
	}
}
