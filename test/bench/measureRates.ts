import { join } from 'node:path';
import { systemClock } from '../../src/base/clock.js';
import { newRunId } from '../../src/base/ids.js';
import { defaultRetryPolicy } from '../../src/core/execution/retryPolicy.js';
import type { ModelRequest } from '../../src/core/models/languageModel.js';
import { ProviderModelRegistry } from '../../src/adapters/llm/providerModelRegistry.js';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { Executor } from '../../src/services/execution/executor.js';
import { ProviderPace } from '../../src/services/execution/providerPace.js';
import { MeteredModel } from '../../src/services/cost/meteredModel.js';
import { aMeter } from '../support/meter.js';
import { aPrice } from '../support/prices.js';
import { startRateLimitedServer, type Arrival, type RateLimitedServerOptions } from '../support/rateLimitedServer.js';
import { seededRandom } from '../support/seededRandom.js';
import { wordCounter } from '../support/wordCounter.js';

export interface RateRow {
	readonly server: string;
	readonly calls: number;
	/** Replies with 429, in the first window and after it. */
	readonly refusedAtFirst: number;
	readonly refusedLater: number;
	/** Share of the allowance that was used between the first window and the last: of requests or of tokens, the greater. */
	readonly used: number;
	readonly failed: number;
}

export interface RateCase extends Omit<RateLimitedServerOptions, 'latencyMs' | 'tokensOf'> {
	readonly latency: readonly [leastMs: number, mostMs: number];
	/** Input and output of a call, on average; they vary by half. */
	readonly meanTokens: readonly [input: number, output: number];
	readonly concurrency: number;
}

const limits = { requests: 60, tokens: 90_000, windowMs: 2_500, concurrency: 32 } as const;
const few: RateCase['meanTokens'] = [500, 500];
const many: RateCase['meanTokens'] = [1_500, 1_500];

/** A minute would make the bench last for ten: the window is shorter, and nobody is told. */
export const rateCases: Readonly<Record<string, RateCase>> = {
	'windows of the clock': { ...limits, counting: 'clock', latency: [5, 60], meanTokens: few },
	'windows from a first request': { ...limits, counting: 'fixed', latency: [5, 60], meanTokens: few },
	'sliding window': { ...limits, counting: 'sliding', latency: [5, 60], meanTokens: few },
	'no latency': { ...limits, counting: 'fixed', latency: [0, 0], meanTokens: few },
	'bound by tokens': { ...limits, counting: 'clock', latency: [5, 60], meanTokens: many },
	'sliding, bound by tokens': { ...limits, counting: 'sliding', latency: [5, 60], meanTokens: many },
	'both at once, 1,500 tokens a call': { ...limits, counting: 'clock', latency: [5, 60], meanTokens: [750, 750] },
	'times in place of durations': {
		...limits,
		counting: 'clock',
		latency: [5, 60],
		meanTokens: few,
		headers: 'anthropic',
	},
	'tokens charged as allowed': { ...limits, counting: 'clock', latency: [5, 60], meanTokens: few, charges: 'maximum' },
};

export async function measureRates(
	folder: string,
	cases: Readonly<Record<string, RateCase>>,
	calls: number,
): Promise<readonly RateRow[]> {
	const rows: RateRow[] = [];
	for (const [name, one] of Object.entries(cases)) {
		const random = seededRandom(rows.length + 1);
		const [input, output] = one.meanTokens;
		const server = await startRateLimitedServer({
			...one,
			latencyMs: () => one.latency[0] + random() * (one.latency[1] - one.latency[0]),
			tokensOf: () => ({ input: Math.round(input * (0.5 + random())), output: Math.round(output * (0.5 + random())) }),
		});
		const { database } = await openDatabase(join(folder, `${rows.length}.db`));
		try {
			const failed = await callThrough(server.url, database, one, calls);
			rows.push({ server: name, calls, failed, ...judged(server.arrivals, one) });
		} finally {
			database.close();
			await server.close();
		}
	}
	return rows;
}

async function callThrough(
	url: string,
	database: Parameters<typeof aMeter>[0]['database'],
	{ meanTokens, concurrency }: RateCase,
	calls: number,
): Promise<number> {
	const clock = systemClock;
	const pace = new ProviderPace({ clock, limits: () => ({}) });
	const access = { providers: { limited: { baseUrl: url } }, key: () => Promise.resolve('key') };
	const model = await new ProviderModelRegistry({ ...access, replies: pace }).open({ provider: 'limited', model: 'm' });
	const price = aPrice({ input: 0, output: 0 });
	const prices = {
		priceOf: () => Promise.resolve(price),
		limitsOf: () => Promise.resolve({ contextWindow: undefined }),
	};
	const meter = aMeter({ database, prices, tokens: wordCounter, clock, novelBudget: () => 1e9 });
	const metered = new MeteredModel({ ...meter, pace });
	const request: ModelRequest = {
		purpose: { stage: 'scene_drafting', brief: {} },
		system: 'word '.repeat(meanTokens[0]),
		context: '',
		task: 'Write.',
		soFar: '',
		maxOutputTokens: 2 * meanTokens[1],
	};
	const run = newRunId();
	const { signal } = new AbortController();
	const tasks = Array.from({ length: calls }, (_, at) => ({
		id: String(at),
		dependencies: [],
		priority: 0,
		run: async (_own: AbortSignal, attempt: number) => {
			for await (const part of metered.stream(
				model,
				request,
				{ run, node: String(at), role: 'draft', attempt },
				signal,
			))
				void part;
		},
	}));
	const outcomes = await new Executor(clock, defaultRetryPolicy).run(tasks, { concurrency, signal });
	return [...outcomes.values()].filter(({ state }) => state !== 'done').length;
}

function judged(
	arrivals: readonly Arrival[],
	{ windowMs, requests, tokens, counting }: RateCase,
): Pick<RateRow, 'refusedAtFirst' | 'refusedLater' | 'used'> {
	const first = arrivals[0]?.at ?? 0;
	const last = arrivals.at(-1)?.at ?? 0;
	const from = counting === 'clock' ? Math.ceil(first / windowMs) * windowMs : first + windowMs;
	const windows = Math.floor((last - from) / windowMs);
	const until = from + windows * windowMs;
	const counted = arrivals.filter(({ at, accepted }) => accepted && at >= from && at < until);
	const usedTokens = counted.reduce((sum, one) => sum + one.tokens, 0);
	const refused = arrivals.filter(({ accepted }) => !accepted);
	return {
		refusedAtFirst: refused.filter(({ at }) => at < from).length,
		refusedLater: refused.filter(({ at }) => at >= from).length,
		used: Math.max(counted.length / requests, usedTokens / tokens) / windows,
	};
}
