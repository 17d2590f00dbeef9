import * as l10n from '@vscode/l10n';
import type { Clock } from '../../base/clock.js';
import { AppError } from '../../base/errors.js';
import type { CallId } from '../../base/ids.js';
import type { SpendVerdict } from '../../core/cost/budget.js';
import type { BudgetServer, OpenSharedCall, SharedLimits } from '../../core/cost/budgetServer.js';
import type { BudgetShare } from '../../core/cost/budgetShares.js';
import { monthOf } from '../../core/cost/calendar.js';
import type { CallStart, Ledger } from '../../core/cost/ledger.js';
import type { PriceTable } from '../../core/cost/priceTable.js';
import type { SharedCalls } from '../../core/cost/sharedCalls.js';
import type { Bell } from '../bell.js';
import { untilOneEnds } from '../untilOneEnds.js';
import { costSoFar } from './costSoFar.js';

export interface BudgetSessionPorts {
	readonly calls: SharedCalls;
	readonly ledger: Pick<Ledger, 'openCalls'>;
	readonly prices: PriceTable;
	readonly clock: Clock;
	/** Milliseconds between two looks at what the others spend; 3,000 when left out. Far below the length of a lease. */
	readonly beatMs?: number;
}

/** What the session shares with those before and after it. */
export interface BudgetSessionEnds {
	/** Rings when there is something to send. */
	readonly written: Bell;
	/** Calls that were not sent after all, and which asking that was. */
	readonly withdrawals: Map<CallId, number>;
	onShares(shares: readonly BudgetShare[]): void;
	/** Calls in this ledger are counted as another machine's. */
	onCountedElsewhere(): void;
	onProgress(): void;
}

const sentAtOnce = 500;
const renewedAtOnce = 200;
/** Other programs on this machine settle calls too, and ring no bell here; or they died before they could tell. */
const outboxLookMs = 1_000;
const defaultBeatMs = 3_000;

/** What goes on over one connection to the budget's server. */
export class BudgetSession {
	readonly #ports: BudgetSessionPorts;
	readonly #server: BudgetServer;
	readonly #ends: BudgetSessionEnds;
	#isReady = false;
	#failure: unknown;

	constructor(ports: BudgetSessionPorts, server: BudgetServer, ends: BudgetSessionEnds) {
		this.#ports = ports;
		this.#server = server;
		this.#ends = ends;
	}

	/** The server has all that the ledger had when the connection began, and may be asked for more. */
	get isReady(): boolean {
		return this.#isReady;
	}

	/** Rejects with what ended the connection. */
	async run(signal: AbortSignal): Promise<void> {
		try {
			this.#ports.calls.begin(this.#server.identity);
			this.#ends.onCountedElsewhere();
			while (await this.#sendSome(signal)) this.#ends.onProgress();
			await this.#beat(signal);
			this.#isReady = true;
			this.#ends.onProgress();
			await untilOneEnds([(both) => this.#keepSending(both), (both) => this.#keepBeating(both)], signal);
		} finally {
			this.#isReady = false;
		}
	}

	/** Only when it is ready. A rejection leaves open whether the call is held. */
	async hold(call: CallStart, asking: number, limits: SharedLimits, signal: AbortSignal): Promise<SpendVerdict> {
		const { id, lane, heldMicroUsd: held, startedAt } = call;
		try {
			const asked = { id, asking, lane, held, month: monthOf(startedAt) };
			const { verdict, shares } = await this.#server.hold(asked, limits, signal);
			this.#ends.onShares(shares);
			return verdict;
		} catch (error) {
			if (!signal.aborted) this.#fail(error);
			throw error;
		}
	}

	/** What one command met, all others would: the connection is given up. */
	#fail(error: unknown): void {
		this.#isReady = false;
		this.#failure ??= error;
		this.#ends.written.ring();
	}

	async #keepSending(signal: AbortSignal): Promise<void> {
		for (;;) {
			if (this.#failure !== undefined) throw this.#failure;
			if (await this.#sendSome(signal)) this.#ends.onProgress();
			else await this.#ends.written.heard(outboxLookMs, signal);
		}
	}

	async #keepBeating(signal: AbortSignal): Promise<void> {
		const { clock, beatMs = defaultBeatMs } = this.#ports;
		for (;;) {
			await clock.wait(beatMs, signal);
			await this.#beat(signal);
			this.#ends.onProgress();
		}
	}

	/** @returns whether there may be more */
	async #sendSome(signal: AbortSignal): Promise<boolean> {
		const { calls } = this.#ports;
		await this.#withdraw(signal);
		const settled = calls.unsent(sentAtOnce);
		if (settled.length === 0) return false;
		const elsewhere = await this.#server.settle(settled, signal);
		const ids = settled.map(({ id }) => id);
		// Another window goes by another server: this session has nothing to say any more, and begins anew.
		if (!calls.confirm(this.#server.identity, ids, elsewhere)) throw serverChanged();
		if (elsewhere.length > 0) this.#ends.onCountedElsewhere();
		return true;
	}

	async #withdraw(signal: AbortSignal): Promise<void> {
		const { withdrawals } = this.#ends;
		const askings = [...withdrawals].map(([id, asking]) => ({ id, asking }));
		if (askings.length === 0) return;
		await this.#server.withdraw(askings, signal);
		// It may have been asked for and taken back once more meanwhile.
		for (const { id, asking } of askings) if (withdrawals.get(id) === asking) withdrawals.delete(id);
	}

	/** Prolongs the leases of all calls of this machine that are out, whichever process makes them, and hears the others. */
	async #beat(signal: AbortSignal): Promise<void> {
		const open = await this.#openCalls();
		for (let at = 0; at === 0 || at < open.length; at += renewedAtOnce)
			this.#ends.onShares(await this.#server.renew(open.slice(at, at + renewedAtOnce), signal));
	}

	async #openCalls(): Promise<readonly OpenSharedCall[]> {
		const { ledger, prices } = this.#ports;
		return await Promise.all(
			ledger.openCalls().map(async (call) => ({
				id: call.id,
				month: monthOf(call.startedAt),
				lane: call.lane,
				held: call.heldMicroUsd,
				// A batch is paid for whether anybody fetches it or not.
				spentSoFar: call.lane === 'batch' ? call.heldMicroUsd : await costSoFar(call, prices),
			})),
		);
	}
}

/** The connection that follows looks at both sides anew. */
function serverChanged(): AppError {
	return new AppError(
		'budget-server-changed',
		l10n.t(
			'Another window shares the budget through another server, or under another name of this machine. The connection is made anew.',
		),
	);
}
