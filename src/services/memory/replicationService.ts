import { Emitter } from '../../base/emitter.js';
import { CancellationError, isAppError, sentenceOf } from '../../base/errors.js';
import type { Closable } from '../../base/lifetime.js';
import type { MemoryServerAddress } from '../../core/memory/memoryServer.js';
import type { ReplicaState } from '../../core/memory/replication.js';
import { Bell } from './bell.js';
import { ReplicationSession, type SessionPorts } from './replicationSession.js';

export interface ReplicationPorts extends SessionPorts {
	/** @throws AppError `bad-redis-url` */
	serverAt(url: string): Promise<MemoryServerAddress>;
}

/** Nobody waits longer than this for a server that does not answer. */
const patienceMs = 150;
const firstRetryMs = 100;
const longestRetryMs = 5_000;
/** What the server refused will be refused again, until somebody changes something. */
const refusedRetryMs = 30_000;

interface Trouble {
	readonly since: number;
	readonly reason: string;
}

/**
 * Keeps a novel's memory the same on all machines that share a server, in the background. Nothing waits for the server:
 * all reading and writing is done with the store here, and what could not be sent goes out when the server is back.
 */
export class ReplicationService implements Closable {
	readonly #ports: ReplicationPorts;
	readonly #states = new Emitter<ReplicaState>();
	readonly #written: Bell;
	readonly #progress: Bell;
	#connecting: AbortController | undefined;
	#running: Promise<void> = Promise.resolve();
	#session: ReplicationSession | undefined;
	#warnings: readonly string[] = [];
	#trouble: Trouble | undefined;
	#lastSeenAt = 0;
	#lastTold = '';

	/** Tells when the kind of state, the number of waiting writes or the reason has changed. */
	readonly onState = this.#states.on;

	constructor(ports: ReplicationPorts) {
		this.#ports = ports;
		this.#written = new Bell(ports.clock);
		this.#progress = new Bell(ports.clock);
	}

	get state(): ReplicaState {
		if (this.#connecting === undefined) return { kind: 'local' };
		const entries = this.#ports.store.waiting();
		if (this.#trouble !== undefined) return { kind: 'unreachable', ...this.#trouble, entries };
		if (entries > 0 || this.#session?.hasCompared !== true) return { kind: 'waiting', entries };
		return { kind: 'synchronised', at: this.#lastSeenAt };
	}

	/** What about the server endangers the data there, and what this program cannot read of it, in sentences. */
	get warnings(): readonly string[] {
		const unread = this.#session?.unread ?? 0;
		if (unread === 0) return this.#warnings;
		return [
			...this.#warnings,
			`${unread} ${unread === 1 ? 'memory' : 'memories'} on the server cannot be read by this version of Prometheus Novel. Update it on this machine.`,
		];
	}

	/**
	 * Returns as soon as the server has answered or failed, at the latest after 150 ms, and goes on in the background:
	 * a server that is down is tried again and again. An earlier connection ends.
	 * @throws AppError `bad-redis-url`
	 */
	async connect(url: string): Promise<ReplicaState> {
		const address = await this.#ports.serverAt(url);
		const before = this.#stop();
		const connecting = new AbortController();
		this.#connecting = connecting;
		this.#running = before.then(() => this.#keepConnected(address, connecting.signal));
		this.#tell();
		const isAnswered = (): boolean => this.#session !== undefined || this.#trouble !== undefined;
		await this.#progressUntil(isAnswered, patienceMs, connecting.signal);
		return this.state;
	}

	/** Goes on without a server. What is written meanwhile is sent when one is connected again. */
	async disconnect(): Promise<void> {
		await this.#stop();
		this.#tell();
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
		const signal = this.#connecting?.signal;
		if (signal === undefined) return this.state;
		this.#written.ring();
		const end = clock.now() + limitMs;
		for (let before = store.waiting(); before > 0 && this.#trouble === undefined;) {
			const ms = Math.min(patienceMs, end - clock.now());
			await this.#progressUntil(() => this.#trouble !== undefined || store.waiting() < before, ms, signal);
			if (signal.aborted) break;
			const waiting = store.waiting();
			if (waiting >= before) break;
			before = waiting;
		}
		return this.state;
	}

	/** Ends sockets and timers; what has not been sent goes out when the novel is opened next. */
	async close(): Promise<void> {
		await this.#stop();
	}

	async #stop(): Promise<void> {
		this.#connecting?.abort(new CancellationError());
		this.#connecting = undefined;
		this.#trouble = undefined;
		this.#warnings = [];
		await this.#running;
	}

	async #keepConnected(address: MemoryServerAddress, signal: AbortSignal): Promise<void> {
		for (let failures = 0; !signal.aborted;) {
			let error: unknown;
			try {
				await this.#stayConnected(address, signal);
			} catch (caught) {
				error = caught;
			}
			if (signal.aborted) return;
			const hadWorked = this.#trouble === undefined;
			failures = hadWorked ? 1 : failures + 1;
			if (error !== undefined) this.#note(error);
			await this.#ports.clock.wait(retryDelay(error, failures), signal).catch(() => undefined);
		}
	}

	/** Over one connection. Resolves when everything has to be compared anew. */
	async #stayConnected(address: MemoryServerAddress, signal: AbortSignal): Promise<void> {
		const server = await address.open(signal);
		try {
			this.#warnings = server.warnings;
			this.#session = new ReplicationSession(this.#ports, server, this.#written, () => this.#noteProgress());
			this.#progress.ring();
			await this.#session.run(signal);
		} finally {
			this.#session = undefined;
			server.close();
		}
	}

	#noteProgress(): void {
		this.#trouble = undefined;
		this.#lastSeenAt = this.#ports.clock.now();
		this.#progress.ring();
		this.#tell();
	}

	#note(error: unknown): void {
		const reason = isAppError(error) ? error.message : `Sharing the memory failed: ${sentenceOf(error)}`;
		this.#trouble = { since: this.#trouble?.since ?? this.#ports.clock.now(), reason };
		this.#progress.ring();
		this.#tell();
	}

	/** Resolves when the condition holds, at the latest after `ms` or when the connection is given up. */
	async #progressUntil(condition: () => boolean, ms: number, signal: AbortSignal): Promise<void> {
		const end = this.#ports.clock.now() + ms;
		while (!condition() && !signal.aborted) {
			const left = end - this.#ports.clock.now();
			if (left <= 0) return;
			await this.#progress.heard(left, signal).catch(() => undefined);
			// An answer may have come while this thread was busy; it gets its turn before time is called.
			await new Promise((resolve) => setImmediate(resolve));
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

/** Exponential, from half of the step to all of it at random, so that machines do not come all at once. */
function retryDelay(error: unknown, failures: number): number {
	if (isAppError(error) && error.code === 'redis-refused') return refusedRetryMs;
	const step = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(failures - 1, 10));
	return Math.round(step * (0.5 + Math.random() / 2));
}
