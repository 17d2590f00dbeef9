import type { Clock } from '../../base/clock.js';
import type { CallId, RunId } from '../../base/ids.js';
import { BudgetExceededError, type SpendLimit, type SpendVerdict } from '../../core/cost/budget.js';
import type { Budget } from '../../core/cost/budgetSettings.js';
import { monthOf } from '../../core/cost/calendar.js';
import type { CallEnd, CallStart, Ledger } from '../../core/cost/ledger.js';
import type { SharedBudget } from '../../core/cost/sharedBudget.js';
import type { BudgetAlerts } from './budgetAlerts.js';

export interface SpendGatePorts {
	readonly ledger: Ledger;
	readonly clock: Clock;
	readonly alerts: BudgetAlerts;
	readonly shared: SharedBudget;
	/** Read at each call, so that a raised budget counts at once. @throws AppError `bad-budget` */
	budget(): Budget;
	/** Settles calls whose process has died. */
	sweep(): Promise<void>;
	onChange(): void;
}

type Denial = Extract<SpendVerdict, { kind: 'denied' }>;

/** Other processes release what they hold without telling. */
const pollMs = 250;
const sweepMs = 2_000;
/** A quarter of an hour: longer than calls usually take; what is still held then may be a machine's that has gone. */
const mostWaits = (15 * 60_000) / pollMs;

/** The one way to money: no call leaves before its worst case is held here. */
export class SpendGate {
	readonly #ports: SpendGatePorts;
	#released = Promise.withResolvers<void>();
	#sweptAt = -Infinity;

	constructor(ports: SpendGatePorts) {
		this.#ports = ports;
	}

	/**
	 * Sets the worst case of a call aside. When only calls in flight are in the way, it waits for what they give back.
	 * @throws BudgetExceededError, AppError `bad-budget` or `budget-server-away`, or the signal's reason: then nothing is held
	 */
	async hold(call: CallStart, signal: AbortSignal): Promise<void> {
		for (let waits = 0; ; waits++) {
			const released = this.#released.promise;
			const denial = await this.#tryToHold(call, signal);
			if (denial === undefined) return this.#tellOfChange();
			if (!this.#mayComeBack(denial) || waits >= mostWaits) {
				this.#ports.alerts.noteExceeded(denial, call);
				throw new BudgetExceededError(denial, call.model);
			}
			await this.#waitFor(released, signal);
		}
	}

	settle(id: CallId, run: RunId, end: CallEnd): void {
		this.#ports.ledger.settle(id, end);
		this.#noteEnd(id, run);
	}

	/** For calls that several windows may settle at once. @returns false when another one has done it */
	settleIfOpen(id: CallId, run: RunId, end: CallEnd): boolean {
		if (!this.#ports.ledger.settleIfOpen(id, end)) return false;
		this.#noteEnd(id, run);
		return true;
	}

	/** The call was not sent after all. */
	withdraw(id: CallId): void {
		this.#ports.ledger.withdraw(id);
		this.#ports.shared.withdraw(id);
		this.#noteReleased();
	}

	/** A call was settled in the ledger by somebody else than its own process. */
	noteSettled(id: CallId): void {
		this.#ports.shared.settled(id);
		this.#noteReleased();
	}

	#noteEnd(id: CallId, run: RunId): void {
		this.noteSettled(id);
		try {
			this.#ports.alerts.check(run);
		} catch {
			// The money is booked; the next look tells what this one could not.
		}
	}

	#noteReleased(): void {
		this.#released.resolve();
		this.#released = Promise.withResolvers();
		this.#tellOfChange();
	}

	/** Whoever listens must not undo what has been done: a call that is held is sent, and one that is settled is paid. */
	#tellOfChange(): void {
		try {
			this.#ports.onChange();
		} catch {
			// The next change tells it, too.
		}
	}

	async #tryToHold(call: CallStart, signal: AbortSignal): Promise<Denial | undefined> {
		const { ledger, shared } = this.#ports;
		const asked = await shared.hold(call, this.#limits(call), signal);
		if (asked.kind === 'denied') return asked;
		try {
			signal.throwIfAborted();
			// Anew: the server has told what the other machines hold now.
			const verdict = ledger.hold(call, this.#limits(call));
			if (verdict.kind === 'allowed') return undefined;
			shared.withdraw(call.id);
			return verdict;
		} catch (error) {
			shared.withdraw(call.id);
			throw error;
		}
	}

	#limits({ startedAt }: CallStart): readonly SpendLimit[] {
		const { novel, run, month } = this.#ports.budget();
		const elsewhere = (scope: 'novel' | 'month'): SpendLimit['elsewhere'] => {
			const { spent, held } = this.#ports.shared.elsewhere(scope, monthOf(startedAt));
			return (spent + held) as SpendLimit['elsewhere'];
		};
		return [
			{ scope: 'novel', limit: novel, elsewhere: elsewhere('novel') },
			...(run === undefined ? [] : [{ scope: 'run' as const, limit: run, elsewhere: 0 as SpendLimit['elsewhere'] }]),
			...(month === undefined ? [] : [{ scope: 'month' as const, limit: month, elsewhere: elsewhere('month') }]),
		];
	}

	/** A batch takes up to a day, which nobody would wait for. */
	#mayComeBack({ shortfall, inFlight }: Denial): boolean {
		const batched = this.#ports.ledger
			.openCalls()
			.reduce((sum, call) => sum + (call.lane === 'batch' ? call.heldMicroUsd : 0), 0);
		return shortfall <= inFlight - batched;
	}

	async #waitFor(released: Promise<void>, signal: AbortSignal): Promise<void> {
		const { clock } = this.#ports;
		if (Math.abs(clock.now() - this.#sweptAt) >= sweepMs) {
			this.#sweptAt = clock.now();
			await this.#ports.sweep();
		}
		const over = new AbortController();
		const poll = clock.wait(pollMs, AbortSignal.any([signal, over.signal]));
		await Promise.race([released, poll]).finally(() => over.abort());
		poll.catch(() => undefined);
		signal.throwIfAborted();
	}
}
