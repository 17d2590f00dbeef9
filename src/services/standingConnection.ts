import type { Clock } from '../base/clock.js';
import { CancellationError, isAppError, sentenceOf } from '../base/errors.js';
import type { Closable } from '../base/lifetime.js';
import { reconnectDelay } from '../core/memory/reconnectDelay.js';

/** Why there is no connection, and since when. */
export interface Trouble {
	readonly since: number;
	/** A sentence. */
	readonly reason: string;
}

/** An open connection to a server. */
export interface ConnectedServer {
	/** What about the server endangers the data there, in sentences. */
	readonly warnings: readonly string[];
	/** Ends sockets and timers at once; whoever waits is rejected. */
	close(): void;
}

export interface StandingConnectionPorts<Server extends ConnectedServer, Session> {
	readonly clock: Clock;
	/** The sentence for what went wrong without a sentence of its own. */
	failed(reason: string): string;
	/** @throws AppError `redis-unreachable` or `redis-refused`, or the signal's reason */
	open(signal: AbortSignal): Promise<Server>;
	/** @param onProgress to be called after each step that the server took part in */
	begin(server: Server, onProgress: () => void): Session;
	/** Called after each step that a server took part in, and when one could not be. */
	onChange(): void;
}

/** What goes on over one connection. Resolves when it has to begin anew; rejects with what ended the connection. */
export interface ConnectedSession {
	run(signal: AbortSignal): Promise<void>;
}

/** Keeps up a session with one server, over one connection after the other, until it is closed. */
export class StandingConnection<Server extends ConnectedServer, Session extends ConnectedSession> implements Closable {
	readonly #ports: StandingConnectionPorts<Server, Session>;
	readonly #end = new AbortController();
	#running: Promise<void> = Promise.resolve();
	#session: Session | undefined;
	#warnings: readonly string[] = [];
	#trouble: Trouble | undefined;
	#failures = 0;
	#lastHeardAt = 0;

	private constructor(ports: StandingConnectionPorts<Server, Session>) {
		this.#ports = ports;
	}

	/** Returns at once, and goes on in the background. */
	static start<Server extends ConnectedServer, Session extends ConnectedSession>(
		ports: StandingConnectionPorts<Server, Session>,
	): StandingConnection<Server, Session> {
		const connection = new StandingConnection(ports);
		connection.#running = connection.#run();
		return connection;
	}

	/** Aborted when this is closed. */
	get signal(): AbortSignal {
		return this.#end.signal;
	}

	/** What goes on over the present connection. */
	get session(): Session | undefined {
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

	/** Over one connection. */
	async #stayConnected(signal: AbortSignal): Promise<void> {
		const server = await this.#ports.open(signal);
		try {
			this.#warnings = server.warnings;
			this.#session = this.#ports.begin(server, () => this.#noteProgress());
			this.#ports.onChange();
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
		this.#ports.onChange();
	}

	#note(error: unknown): void {
		const reason = isAppError(error) ? error.message : this.#ports.failed(sentenceOf(error));
		this.#trouble = { since: this.#trouble?.since ?? this.#ports.clock.now(), reason };
		this.#ports.onChange();
	}
}
