import * as l10n from '@vscode/l10n';
import { Emitter } from '../../base/emitter.js';
import type { Closable } from '../../base/lifetime.js';
import { nextTurn } from '../../base/nextTurn.js';
import type { MemoryServer, MemoryServerAddress } from '../../core/memory/memoryServer.js';
import type { ReplicaState } from '../../core/memory/replication.js';
import { Bell } from '../bell.js';
import { StandingConnection } from '../standingConnection.js';
import { ReplicationSession, type SessionPorts } from './replicationSession.js';

export interface ReplicationPorts extends SessionPorts {
	/** @throws AppError `bad-redis-url` */
	serverAt(url: string): Promise<MemoryServerAddress>;
}

type MemoryConnection = StandingConnection<MemoryServer, ReplicationSession>;

/** Nobody waits longer than this for a server that does not answer. */
const patienceMs = 150;

/**
 * Keeps a novel's memory the same on all machines that share a server, in the background. Nothing waits for the server:
 * all reading and writing is done with the store here, and what could not be sent goes out when the server is back.
 */
export class ReplicationService implements Closable {
	readonly #ports: ReplicationPorts;
	readonly #states = new Emitter<ReplicaState>();
	readonly #written: Bell;
	readonly #progress: Bell;
	#connection: MemoryConnection | undefined;
	#url: string | undefined;
	#connecting: Promise<unknown> = Promise.resolve();
	#ended: Promise<unknown> = Promise.resolve();
	#isClosed = false;
	#lastTold = '';

	/** Tells when the kind of state, the number of waiting writes or the reason has changed. */
	readonly onState = this.#states.on;

	constructor(ports: ReplicationPorts) {
		this.#ports = ports;
		this.#written = new Bell(ports.clock);
		this.#progress = new Bell(ports.clock);
	}

	get state(): ReplicaState {
		if (this.#connection === undefined) return { kind: 'local' };
		const { trouble, session, lastHeardAt } = this.#connection;
		const entries = this.#ports.store.waiting();
		if (trouble !== undefined) return { kind: 'unreachable', ...trouble, entries };
		if (entries > 0 || session?.hasCompared !== true) return { kind: 'waiting', entries };
		return { kind: 'synchronised', at: lastHeardAt };
	}

	/** What about the server endangers the data there, and what this program cannot read of it, in sentences. */
	get warnings(): readonly string[] {
		const { warnings = [], session } = this.#connection ?? {};
		const unread = session?.unread ?? 0;
		if (unread === 0) return warnings;
		return [
			...warnings,
			`The server has ${unread} ${unread === 1 ? 'memory' : 'memories'} that this version of Prometheus Novel cannot read. Update it on this machine.`,
		];
	}

	/**
	 * Returns as soon as the server has answered or failed, at the latest after 150 ms, and goes on in the background:
	 * a server that is down is tried again and again. An earlier connection ends.
	 * @throws AppError `bad-redis-url`
	 */
	connect(url: string): Promise<ReplicaState> {
		const connecting = this.#connect(url);
		this.#connecting = connecting.catch(() => undefined);
		return connecting;
	}

	async #connect(url: string): Promise<ReplicaState> {
		const address = await this.#ports.serverAt(url);
		if (this.#isClosed) return this.state;
		this.#drop();
		this.#url = url;
		const connection = this.#start(address);
		this.#connection = connection;
		this.#tell();
		await this.#progressUntil(() => isAnswered(connection), patienceMs, connection.signal);
		return this.state;
	}

	/** Goes on without a server. What is written meanwhile is sent when one is connected again. */
	async disconnect(): Promise<void> {
		this.#drop();
		this.#tell();
		await this.#ended;
	}

	/** For work that holds the database for long, which sending and following would have to wait for. */
	async whileDisconnected<T>(work: () => Promise<T>): Promise<T> {
		const url = this.#connection === undefined ? undefined : this.#url;
		await this.disconnect();
		try {
			return await work();
		} finally {
			if (url !== undefined) await this.connect(url);
		}
	}

	/** Something was written into the store. */
	noteWrite(): void {
		this.#written.ring();
	}

	/**
	 * Waits until the server has all that was written here: up to `limitMs` while it takes something in, and 150 ms while
	 * it does not.
	 */
	async flush(limitMs = 5_000): Promise<ReplicaState> {
		const { clock, store } = this.#ports;
		const connection = this.#connection;
		if (connection === undefined) return this.state;
		this.#written.ring();
		const end = clock.now() + limitMs;
		let waiting = store.waiting();
		for (let before = Infinity; waiting > 0 && waiting < before && connection.trouble === undefined;) {
			before = waiting;
			const isFurther = (): boolean => connection.trouble !== undefined || store.waiting() < before;
			await this.#progressUntil(isFurther, Math.min(patienceMs, end - clock.now()), connection.signal);
			if (connection.signal.aborted) break;
			waiting = store.waiting();
		}
		return this.state;
	}

	/** Waits until both sides are the same: up to `limitMs` with a server that answers, and 150 ms for its answer. */
	async catchUp(limitMs = 5_000): Promise<ReplicaState> {
		// The first connection of a process loads the client first.
		await this.#connecting;
		const connection = this.#connection;
		if (connection === undefined) return this.state;
		const { signal } = connection;
		await this.#progressUntil(() => isAnswered(connection), patienceMs, signal);
		const isOver = (): boolean => connection.trouble !== undefined || this.state.kind === 'synchronised';
		if (connection.session !== undefined) await this.#progressUntil(isOver, limitMs, signal);
		return this.state;
	}

	/** Ends sockets and timers; what has not been sent goes out when the novel is opened next. */
	async close(): Promise<void> {
		this.#isClosed = true;
		this.#drop();
		await this.#ended;
	}

	#start(address: MemoryServerAddress): MemoryConnection {
		return StandingConnection.start({
			clock: this.#ports.clock,
			failed: (reason) => l10n.t('Sharing the memory failed: {0}', reason),
			open: (signal) => address.open(signal),
			begin: (server, onProgress) => new ReplicationSession(this.#ports, server, this.#written, onProgress),
			onChange: () => this.#noteChange(),
		});
	}

	#drop(): void {
		this.#ended = Promise.all([this.#ended, this.#connection?.close()]);
		this.#connection = undefined;
	}

	#noteChange(): void {
		this.#progress.ring();
		this.#tell();
	}

	/** Resolves when the condition holds, at the latest after `ms` or when the connection is given up. */
	async #progressUntil(condition: () => boolean, ms: number, signal: AbortSignal): Promise<void> {
		const end = this.#ports.clock.now() + ms;
		while (!signal.aborted && !condition()) {
			const left = end - this.#ports.clock.now();
			if (left <= 0) return;
			await this.#progress.heard(left, signal).catch(() => undefined);
			// An answer may have come while this thread was busy; it gets its turn before time is called.
			await nextTurn();
		}
	}

	#tell(): void {
		const { state } = this;
		// When both were last the same is no news as long as they are.
		const news = JSON.stringify(state.kind === 'synchronised' ? state.kind : state);
		if (news === this.#lastTold) return;
		this.#lastTold = news;
		this.#states.emit(state);
	}
}

function isAnswered({ session, trouble }: MemoryConnection): boolean {
	return session !== undefined || trouble !== undefined;
}
