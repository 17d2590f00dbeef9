import type { Usage } from '../models/languageModel.js';
import { allowances, type Allowance, type ProviderReply } from './providerReply.js';
import type { RateLimit } from './rateLimits.js';
import { RateWindow, type Expense } from './rateWindow.js';

/** What a call is expected to take. */
export interface CallTokens {
	readonly inputTokens: number;
	readonly outputTokens: number;
	readonly maxOutputTokens: number;
}

/** A call that counts against a provider's allowances. */
export interface BookedCall {
	readonly tokens: CallTokens;
	readonly expenses: ReadonlyMap<RateWindow, { readonly allowance: Allowance; readonly expense: Expense }>;
}

const minuteMs = 60_000;
/** Standard errors of what calls on their way may take more than expected: that much of an allowance is left free. */
const caution = 2.3;
/** Of what is expected, while no call has ended. */
const firstError = 0.3;
/** Calls from which the error is known. */
const remembered = 20;

/** All allowances of one provider: those it reports, and those that were set. */
export class AllowanceBook {
	readonly #reported: Readonly<Record<Allowance, RateWindow>> = {
		requests: new RateWindow(undefined, minuteMs),
		tokens: new RateWindow(undefined, minuteMs),
		inputTokens: new RateWindow(undefined, minuteMs),
		outputTokens: new RateWindow(undefined, minuteMs),
	};
	/** How wrong the expected tokens have been: squares of the latest differences. */
	readonly #errors: Readonly<Record<Allowance, { count: number; squares: number }>> = {
		requests: { count: 0, squares: 0 },
		tokens: { count: 0, squares: 0 },
		inputTokens: { count: 0, squares: 0 },
		outputTokens: { count: 0, squares: 0 },
	};
	#onTheirWay = 0;
	#set: RateLimit = {};
	#isWatched = false;
	readonly #setWindows = new Map<Allowance, RateWindow>();

	configure(limit: RateLimit = {}): void {
		if (limit.requestsPerMinute === this.#set.requestsPerMinute && limit.tokensPerMinute === this.#set.tokensPerMinute)
			return;
		this.#set = limit;
		this.#setWindows.clear();
		const { requestsPerMinute, tokensPerMinute } = limit;
		if (requestsPerMinute !== undefined) this.#setWindows.set('requests', new RateWindow(requestsPerMinute, minuteMs));
		if (tokensPerMinute !== undefined) this.#setWindows.set('tokens', new RateWindow(tokensPerMinute, minuteMs));
	}

	/** Milliseconds until a call may be sent; Infinity when only an answer can tell. */
	waitMs(tokens: CallTokens, now: number): number {
		let longest = 0;
		for (const [allowance, window] of this.#windows()) {
			const room = allowance === 'requests' ? 0 : this.#roomFor(allowance, tokens);
			const wait = window.waitMs(amountOf(allowance, tokens) + room, now);
			if (wait > longest) longest = wait;
		}
		return longest;
	}

	/** Lengths of replies vary, and the more calls are on their way, the more they may be wrong together. */
	#roomFor(allowance: Allowance, tokens: CallTokens): number {
		const { count, squares } = this.#errors[allowance];
		const error = count === 0 ? firstError * amountOf(allowance, tokens) : Math.sqrt(squares / count);
		return caution * error * Math.sqrt(this.#onTheirWay + 1);
	}

	spend(tokens: CallTokens, now: number): BookedCall {
		this.#onTheirWay++;
		const expenses = new Map<RateWindow, { readonly allowance: Allowance; readonly expense: Expense }>();
		for (const [allowance, window] of this.#windows())
			expenses.set(window, { allowance, expense: window.spend(amountOf(allowance, tokens), now) });
		return { tokens, expenses };
	}

	noteReply(reply: ProviderReply): void {
		this.#isWatched = true;
		// Its wish to wait says all there is to know; gateways put any figures beside it.
		if (reply.isRateLimited) return;
		for (const [, window] of this.#windows()) window.noteAnswer(reply);
		for (const allowance of allowances) {
			const report = reply.allowances[allowance];
			if (report !== undefined) this.#reported[allowance].learn(report, reply);
		}
	}

	/**
	 * @param usage undefined when none was reported: then it stays what it was expected to be
	 * @param isAnswered whether there was a reply, of which `noteReply` has been told if it is told of any
	 */
	end({ tokens, expenses }: BookedCall, usage: Usage | undefined, isAnswered: boolean, now: number): void {
		this.#onTheirWay--;
		if (usage !== undefined) this.#noteErrors(tokens, { ...tokens, ...usage });
		const taken = usage === undefined ? tokens : { ...tokens, ...usage };
		for (const [window, { allowance, expense }] of expenses) {
			if (!isAnswered || !this.#isWatched) window.noteOver(now);
			window.correct(expense, amountOf(allowance, taken));
		}
	}

	withdraw({ expenses }: BookedCall): void {
		this.#onTheirWay--;
		for (const [window, { expense }] of expenses) window.withdraw(expense);
	}

	#noteErrors(expected: CallTokens, taken: CallTokens): void {
		for (const allowance of allowances) {
			const errors = this.#errors[allowance];
			errors.squares += (amountOf(allowance, taken) - amountOf(allowance, expected)) ** 2;
			errors.count++;
			// What was believed of the first calls was a guess.
			if (errors.count < 2 * remembered) continue;
			errors.squares /= 2;
			errors.count /= 2;
		}
	}

	/** One that was set, and that the provider itself reports as such, has the window that the provider says it has. */
	*#windows(): Generator<readonly [Allowance, RateWindow]> {
		for (const allowance of allowances) yield [allowance, this.#reported[allowance]];
		for (const [allowance, window] of this.#setWindows)
			if (window.limit !== this.#reported[allowance].limit) yield [allowance, window];
	}
}

function amountOf(allowance: Allowance, { inputTokens, outputTokens }: CallTokens): number {
	switch (allowance) {
		case 'requests':
			return 1;
		case 'tokens':
			return inputTokens + outputTokens;
		case 'inputTokens':
			return inputTokens;
		case 'outputTokens':
			return outputTokens;
	}
}
