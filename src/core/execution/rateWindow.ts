/** What a provider says of one of its allowances. */
export interface AllowanceReport {
	readonly limit?: number | undefined;
	readonly remaining?: number | undefined;
	/** Milliseconds until it is whole again, or until some of it comes back. */
	readonly resetMs?: number | undefined;
}

/** When a call that was answered had left, and when its answer began; milliseconds since the Unix epoch. */
export interface AnsweredCall {
	readonly sentAt: number;
	readonly answeredAt: number;
}

/** Something that was sent and counts against an allowance. */
export interface Expense {
	readonly at: number;
	amount: number;
	/** When its answer began; undefined while there is none. */
	answeredAt: number | undefined;
}

/** On top of the window, for clocks and networks that are not exact. */
const marginShare = 0.015;
const leastMarginMs = 8;
/** Of a window: what is younger would still count if it slid. */
const certainlyYoung = 0.9;
/** Expenses from which on it is worth looking for those that count no more. */
const forgottenAt = 500;

/**
 * One allowance of a provider, such as requests a minute: a sliding window over what was sent, which holds whether the
 * provider counts by sliding or by fixed windows. Where the provider reports more use than is known of here, other
 * programs share the key; where it reports less, it has begun a new window.
 */
export class RateWindow {
	#limit: number | undefined;
	#windowMs: number;
	#longestResetMs = 0;
	#expenses: Expense[] = [];
	#sum = 0;
	#lastSentAt = -Infinity;
	/** Of others that use the same key. */
	#elsewhere = { amount: 0, until: -Infinity };
	/** As the call that left last was told. */
	#reset = { at: Infinity, sentAt: -Infinity };
	#fastestMs = Infinity;
	/** It has let go of what was younger than its window: all of it at once, when the window ended. */
	#letsGoAtOnce = false;
	#windowEnd = Infinity;

	/** @param limit undefined while none is known, which lets everything through */
	constructor(limit: number | undefined, windowMs: number) {
		this.#limit = limit;
		this.#windowMs = windowMs;
	}

	get limit(): number | undefined {
		return this.#limit;
	}

	/** Milliseconds until `amount` may be sent; 0 for now, and Infinity when only an answer can tell. */
	waitMs(amount: number, now: number): number {
		if (this.#limit === undefined) return 0;
		this.#forget(now);
		const elsewhere = now < this.#elsewhere.until ? this.#elsewhere.amount : 0;
		const excess = this.#sum + elsewhere + amount - this.#limit;
		// What is larger than the whole allowance is for the provider to judge, once nothing else counts.
		if (excess <= 0 || (this.#sum === 0 && elsewhere === 0)) return 0;
		return Math.min(this.#untilProbe(now), this.#untilRoom(excess, elsewhere, now));
	}

	spend(amount: number, now: number): Expense {
		const expense = { at: now, amount, answeredAt: undefined };
		// Where no limit is known nobody else asks for it.
		if (this.#limit === undefined && this.#expenses.length >= forgottenAt) this.#forget(now);
		this.#expenses.push(expense);
		this.#sum += amount;
		this.#lastSentAt = now;
		return expense;
	}

	/** What it came to in the end. */
	correct(expense: Expense, amount: number): void {
		if (!this.#expenses.includes(expense)) return;
		this.#sum += amount - expense.amount;
		expense.amount = amount;
	}

	/** It was not sent after all, or turned away. */
	withdraw(expense: Expense): void {
		this.#keep((one) => one !== expense);
	}

	/** An answer began. */
	noteAnswer({ sentAt, answeredAt }: AnsweredCall): void {
		this.#fastestMs = Math.min(this.#fastestMs, Math.max(0, answeredAt - sentAt));
		this.noteOver(answeredAt);
	}

	/** One call has been answered, or ended without an answer; which one does not matter, so it is the oldest. */
	noteOver(answeredAt: number): void {
		const expense = this.#expenses.find((one) => one.answeredAt === undefined);
		if (expense !== undefined) expense.answeredAt = answeredAt;
	}

	/** To be told after `noteAnswer`, of the same call. */
	learn({ limit, remaining, resetMs }: AllowanceReport, { sentAt, answeredAt }: AnsweredCall): void {
		if (limit !== undefined && limit > 0) this.#limit = limit;
		if (resetMs !== undefined) {
			this.#longestResetMs = Math.max(this.#longestResetMs, resetMs);
			this.#windowMs = Math.max(this.#windowMs, resetMs);
		}
		if (resetMs !== undefined && sentAt >= this.#reset.sentAt) this.#reset = { at: answeredAt + resetMs, sentAt };
		if (resetMs !== undefined) this.#noteWindowEnd(answeredAt + resetMs, answeredAt - sentAt);
		this.#forget(answeredAt);
		if (this.#limit === undefined || remaining === undefined) return;
		const used = Math.max(0, this.#limit - remaining);
		this.#dropForgotten(used, { sentAt, answeredAt });
		this.#weighOthers(used, sentAt, answeredAt, resetMs);
	}

	/** The provider counts less than had certainly arrived before this call left: it has let go of the oldest. */
	#dropForgotten(used: number, { sentAt, answeredAt: now }: AnsweredCall): void {
		const arrived = this.#expenses.filter(({ answeredAt }) => answeredAt !== undefined && answeredAt <= sentAt);
		let forgotten = arrived.reduce((sum, { amount }) => sum + amount, 0) - used;
		const gone = new Set<Expense>();
		for (const expense of arrived) {
			if (expense.amount > forgotten) break;
			forgotten -= expense.amount;
			gone.add(expense);
		}
		if (gone.size === 0) return;
		this.#letsGoAtOnce ||= [...gone].some(({ at }) => now - at < certainlyYoung * this.#longestResetMs);
		this.#keep((one) => !gone.has(one));
		// Its window is not as long as was believed.
		if (this.#longestResetMs > 0) this.#windowMs = this.#longestResetMs;
	}

	/** An answer that took its time tells of the same end as a later one; the earliest is the truest. */
	#noteWindowEnd(end: number, tookMs: number): void {
		const later = end - this.#windowEnd;
		if (!(later >= 0 && later <= tookMs)) this.#windowEnd = end;
	}

	#weighOthers(used: number, sentAt: number, now: number, resetMs: number | undefined): void {
		const arrived = this.#expenses.reduce((sum, one) => sum + (one.at <= sentAt ? one.amount : 0), 0);
		// What left after this call may be counted already, or not: each report narrows it down.
		const known = now < this.#elsewhere.until ? this.#elsewhere.amount : Infinity;
		const [least, most] = [Math.max(0, used - this.#sum), Math.max(0, used - arrived)];
		this.#elsewhere = {
			amount: Math.max(least, Math.min(most, known)),
			until: now + (resetMs ?? this.#windowMs) + this.#marginMs,
		};
	}

	/**
	 * After the provider's own reset one call may ask what there is, however much is counted here; not when another has
	 * left since the report, which may have taken what the reset gave back.
	 */
	#untilProbe(now: number): number {
		return this.#lastSentAt <= this.#reset.sentAt ? Math.max(0, this.#reset.at + this.#marginMs - now) : Infinity;
	}

	#untilRoom(excess: number, elsewhere: number, now: number): number {
		const leaving = this.#expenses.map((one) => ({ at: this.#leavesAt(one), amount: one.amount }));
		if (elsewhere > 0) leaving.push({ at: this.#elsewhere.until, amount: elsewhere });
		leaving.sort((a, b) => a.at - b.at);
		let left = excess;
		for (const { at, amount } of leaving) {
			left -= amount;
			if (left <= 0) return Math.max(0, at - now);
		}
		return Infinity;
	}

	/**
	 * It counts from its arrival, which is at the latest as long before the answer as the fastest answer took. One that
	 * is not answered had arrived after another window.
	 */
	#leavesAt({ at, answeredAt }: Expense): number {
		const arrivedBy = answeredAt === undefined ? at + this.#windowMs : Math.max(at, answeredAt - this.#fastestMs);
		const leavesAt = arrivedBy + this.#windowMs;
		const wasBefore = answeredAt !== undefined && answeredAt <= this.#windowEnd;
		return (this.#letsGoAtOnce && wasBefore ? Math.min(leavesAt, this.#windowEnd) : leavesAt) + this.#marginMs;
	}

	get #marginMs(): number {
		return Math.max(leastMarginMs, this.#windowMs * marginShare);
	}

	#forget(now: number): void {
		if (this.#expenses.some((one) => this.#leavesAt(one) <= now)) this.#keep((one) => this.#leavesAt(one) > now);
	}

	#keep(isKept: (expense: Expense) => boolean): void {
		this.#expenses = this.#expenses.filter(isKept);
		this.#sum = this.#expenses.reduce((sum, { amount }) => sum + amount, 0);
	}
}
