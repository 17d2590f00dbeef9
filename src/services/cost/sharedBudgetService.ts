import * as l10n from '@vscode/l10n';
import { CancellationError, sentenceOf } from '../../base/errors.js';
import { Emitter } from '../../base/emitter.js';
import type { CallId } from '../../base/ids.js';
import type { Closable } from '../../base/lifetime.js';
import type { Committed, SpendLimit, SpendVerdict } from '../../core/cost/budget.js';
import type { BudgetServer, BudgetServerAddress, SharedLimits } from '../../core/cost/budgetServer.js';
import { budgetServerAway, type BudgetSharing } from '../../core/cost/budgetSharing.js';
import type { CallStart } from '../../core/cost/ledger.js';
import { noMoney } from '../../core/cost/money.js';
import type { SharedBudget, WhenServerIsAway } from '../../core/cost/sharedBudget.js';
import { Bell } from '../bell.js';
import { StandingConnection, type Trouble } from '../standingConnection.js';
import { BudgetSession, type BudgetSessionPorts } from './budgetSession.js';
import { Elsewhere } from './elsewhere.js';

export interface SharedBudgetPorts extends BudgetSessionPorts {
	/** Milliseconds that a call waits for a server that is away; five minutes when left out. */
	readonly patienceMs?: number;
	/** Read at each use, so that a change counts at once. */
	whenServerIsAway(): WhenServerIsAway;
	/** @throws AppError `bad-redis-url` or `bad-novel` */
	serverAt(url: string): Promise<BudgetServerAddress>;
}

type BudgetConnection = StandingConnection<BudgetServer, BudgetSession>;

const defaultPatienceMs = 300_000;
/** Who wants to go on without the server does not wait long to hear whether it is there. */
const continuingPatienceMs = 2_000;
const nothing: Committed = { spent: noMoney, held: noMoney };
const lookMs = 1_000;
const flushMs = 2_000;

/**
 * The budget of a novel that several machines share through a server. A call that costs anything is held there first;
 * what it came to is read from the ledger, so that a process that dies owes nothing that the next would not send.
 */
export class SharedBudgetService implements SharedBudget, Closable {
	readonly #ports: SharedBudgetPorts;
	readonly #changes = new Emitter<void>();
	readonly #written: Bell;
	readonly #progress: Bell;
	readonly #withdrawals = new Map<CallId, number>();
	#elsewhere: Elsewhere | undefined;
	#connection: BudgetConnection | undefined;
	#connecting: Promise<unknown> = Promise.resolve();
	#ended: Promise<unknown> = Promise.resolve();
	/** Why there is no server to connect to though one was set. */
	#problem: Trouble | undefined;
	#askings = 0;
	#isClosed = false;
	#lastTold = '';

	/** Tells when the state, or what the others have spent and hold, has changed. */
	readonly onChange = this.#changes.on;

	constructor(ports: SharedBudgetPorts) {
		this.#ports = ports;
		this.#written = new Bell(ports.clock);
		this.#progress = new Bell(ports.clock);
	}

	get state(): BudgetSharing {
		const trouble = this.#trouble;
		if (this.#connection === undefined && trouble === undefined) return { kind: 'local' };
		const backlog = this.#ports.calls.backlog();
		if (trouble !== undefined) return { kind: 'away', ...trouble, backlog };
		return { kind: this.#connection?.session?.isReady === true ? 'connected' : 'connecting', backlog };
	}

	/** What about the server endangers the budget there, in sentences. */
	get warnings(): readonly string[] {
		return this.#connection?.warnings ?? [];
	}

	/**
	 * From now on, calls are held at this server; an earlier connection ends. Resolves before the server has answered: it is
	 * tried again and again in the background.
	 * @throws AppError `bad-redis-url` or `bad-novel`: then an earlier connection goes on; without one the server is away
	 */
	connect(url: string): Promise<void> {
		const connecting = this.#connect(url);
		this.#connecting = connecting.catch(() => undefined);
		return connecting;
	}

	/** Goes on with the ledger of this machine alone. */
	async disconnect(): Promise<void> {
		this.#drop();
		this.#problem = undefined;
		this.#elsewhere = undefined;
		this.#ports.calls.keepHeard([]);
		this.#tell();
		await this.#ended;
	}

	elsewhere(scope: 'novel' | 'month', month: string): Committed {
		return this.#elsewhere?.committed(scope === 'month' ? month : undefined) ?? nothing;
	}

	async hold(call: CallStart, limits: readonly SpendLimit[], signal: AbortSignal): Promise<SpendVerdict> {
		if (call.heldMicroUsd === 0) return { kind: 'allowed' };
		// The first connection of a process loads the client first.
		await this.#connecting;
		const shared = sharedLimits(limits);
		const asking = ++this.#askings;
		const begun = this.#ports.clock.now();
		try {
			for (;;) {
				const session = await this.#session(begun, signal);
				if (session === undefined || shared === undefined) return { kind: 'allowed' };
				const verdict = await session.hold(call, asking, shared, signal).catch(() => undefined);
				if (verdict !== undefined) return verdict;
				// Whether it is held is not known: it is asked for again, under the same number.
				signal.throwIfAborted();
			}
		} catch (error) {
			this.#withdraw(call.id, asking);
			throw error;
		}
	}

	withdraw(id: CallId): void {
		this.#withdraw(id, this.#askings);
	}

	settled(): void {
		this.#written.ring();
	}

	/** Sends what there is to send, for two seconds at most; the rest goes out when the novel is opened next. */
	async close(): Promise<void> {
		this.#isClosed = true;
		if (this.#connection !== undefined) await this.#flush(this.#connection);
		this.#drop();
		await this.#ended;
	}

	async #flush(connection: BudgetConnection): Promise<void> {
		const { clock, calls } = this.#ports;
		const isSent = (): boolean => calls.backlog() === 0 && this.#withdrawals.size === 0;
		const end = clock.now() + flushMs;
		this.#written.ring();
		while (connection.session?.isReady === true && !isSent() && clock.now() < end)
			await this.#progress.heard(Math.min(lookMs, end - clock.now()), connection.signal);
	}

	async #connect(url: string): Promise<void> {
		this.#elsewhere ??= new Elsewhere(this.#ports.calls);
		try {
			const address = await this.#ports.serverAt(url);
			if (this.#isClosed) return;
			this.#drop();
			this.#problem = undefined;
			this.#connection = this.#start(address);
		} catch (error) {
			if (this.#connection === undefined) this.#problem = { since: this.#ports.clock.now(), reason: sentenceOf(error) };
			throw error;
		} finally {
			this.#tell();
		}
	}

	#start(address: BudgetServerAddress): BudgetConnection {
		return StandingConnection.start({
			clock: this.#ports.clock,
			failed: (reason) => l10n.t('Sharing the budget failed: {0}', reason),
			open: (signal) => address.open(signal),
			begin: (server, onProgress) =>
				new BudgetSession(this.#ports, server, {
					written: this.#written,
					withdrawals: this.#withdrawals,
					onShares: (shares) => {
						if (this.#elsewhere?.hear(shares) === true) this.#changes.emit();
					},
					onCountedElsewhere: () => this.#elsewhere?.recount(),
					onProgress,
				}),
			onChange: () => this.#noteChange(),
		});
	}

	/**
	 * Waits until the server may be asked.
	 * @returns undefined when the call is to be made without it
	 * @throws AppError `budget-server-away`, or the signal's reason
	 */
	async #session(begun: number, signal: AbortSignal): Promise<BudgetSession | undefined> {
		const { clock, patienceMs = defaultPatienceMs } = this.#ports;
		for (;;) {
			signal.throwIfAborted();
			if (this.#isClosed) throw new CancellationError();
			const session = this.#connection?.session;
			if (session?.isReady === true) return session;
			const trouble = this.#trouble;
			if (this.#connection === undefined && trouble === undefined) return undefined;
			const waitedMs = clock.now() - begun;
			const mayContinue = this.#ports.whenServerIsAway() === 'continue';
			if (mayContinue && (trouble !== undefined || waitedMs >= continuingPatienceMs)) return undefined;
			if (this.#problem !== undefined || waitedMs >= patienceMs) throw budgetServerAway(trouble?.reason);
			const leftMs = (mayContinue ? continuingPatienceMs : patienceMs) - waitedMs;
			await this.#progress.heard(Math.min(lookMs, leftMs), signal);
		}
	}

	get #trouble(): Trouble | undefined {
		return this.#problem ?? this.#connection?.trouble;
	}

	#withdraw(id: CallId, asking: number): void {
		if (this.#connection === undefined) return;
		this.#withdrawals.set(id, asking);
		this.#written.ring();
	}

	#drop(): void {
		this.#elsewhere?.keep();
		this.#ended = Promise.all([this.#ended, this.#connection?.close()]);
		this.#connection = undefined;
		this.#progress.ring();
	}

	#noteChange(): void {
		if (this.#trouble === undefined) this.#elsewhere?.keepNowAndThen(this.#ports.clock.now());
		else this.#elsewhere?.keep();
		this.#progress.ring();
		this.#tell();
	}

	#tell(): void {
		const news = JSON.stringify(this.state);
		if (news === this.#lastTold) return;
		this.#lastTold = news;
		this.#changes.emit();
	}
}

/** Undefined where nothing limits the novel: a run is of one machine. */
function sharedLimits(limits: readonly SpendLimit[]): SharedLimits | undefined {
	const limitOf = (scope: string): SharedLimits['month'] => limits.find((one) => one.scope === scope)?.limit;
	const novel = limitOf('novel');
	return novel === undefined ? undefined : { novel, month: limitOf('month') };
}
