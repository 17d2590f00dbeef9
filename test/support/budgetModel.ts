import type { OpenSharedCall, SettledCall, SharedCall, SharedLimits } from '../../src/core/cost/budgetServer.js';

/** Of a call whose lease is over at once, or never. */
export type Lease = 'over' | 'long';

interface ModelCall {
	readonly state: 'held' | 'lapsed' | 'settled' | 'withdrawn';
	readonly machine: string;
	readonly month: string;
	readonly amount: number;
	readonly soFar: number;
	readonly asking: number;
	readonly lease: Lease;
}

/** What a budget server owes, as plainly as it can be said: all sums are made anew from the calls each time. */
export class BudgetModel {
	readonly #calls = new Map<string, ModelCall>();

	hold(machine: string, call: SharedCall & { asking: number }, limits: SharedLimits, lease: Lease): boolean {
		this.#endLeases();
		const before = this.#calls.get(call.id);
		if (before?.state === 'settled') return true;
		if (before?.state === 'held') {
			this.#calls.set(call.id, { ...before, asking: Math.max(before.asking, call.asking), lease });
			return true;
		}
		if (before?.state === 'withdrawn' && before.asking >= call.asking) return false;
		this.#calls.delete(call.id);
		const fits = (limit: number | undefined, since: string): boolean =>
			limit === undefined || this.total('spent', since) + this.total('held', since) + call.held <= limit;
		const isAllowed = fits(limits.novel, '') && fits(limits.month, call.month);
		const { month, held: amount, asking } = call;
		if (isAllowed) this.#calls.set(call.id, { state: 'held', machine, month, amount, soFar: 0, asking, lease });
		else if (before !== undefined) this.#calls.set(call.id, before);
		return isAllowed;
	}

	withdraw(machine: string, id: string, asking: number, lease: Lease): void {
		const before = this.#calls.get(id);
		if (before?.state !== 'settled' && (before?.asking ?? 0) <= asking)
			this.#calls.set(id, { state: 'withdrawn', machine, month: '-', amount: 0, soFar: 0, asking, lease });
		this.#endLeases();
	}

	/** @returns those that another machine has settled */
	settle(machine: string, calls: readonly SettledCall[]): readonly string[] {
		const others: string[] = [];
		for (const { id, month, cost } of calls) {
			const before = this.#calls.get(id);
			if (before?.state !== 'settled')
				this.#calls.set(id, { state: 'settled', machine, month, amount: cost, soFar: 0, asking: 0, lease: 'long' });
			else if (before.machine !== machine) others.push(id);
		}
		this.#endLeases();
		return others;
	}

	renew(machine: string, calls: readonly OpenSharedCall[], lease: Lease): void {
		for (const { id, month, held: amount, spentSoFar: soFar } of calls) {
			const before = this.#calls.get(id);
			if (before?.state === 'settled' || before?.state === 'withdrawn') continue;
			this.#calls.set(id, { state: 'held', machine, month, amount, soFar, asking: before?.asking ?? 0, lease });
		}
		this.#endLeases();
	}

	total(what: 'spent' | 'held', since = '', machine?: string): number {
		return [...this.#calls.values()]
			.filter((call) => (call.state === 'held') === (what === 'held') && call.state !== 'withdrawn')
			.filter((call) => call.month >= since && (machine === undefined || call.machine === machine))
			.reduce((sum, { amount }) => sum + amount, 0);
	}

	#endLeases(): void {
		for (const [id, call] of this.#calls) {
			if (call.lease !== 'over') continue;
			if (call.state === 'held') this.#calls.set(id, { ...call, state: 'lapsed', amount: call.soFar, lease: 'long' });
			else if (call.state === 'withdrawn') this.#calls.delete(id);
		}
	}
}
