import assert from 'node:assert/strict';
import { ProviderAwayError } from '../../../../src/core/execution/providerAway.js';
import type { TaskWait } from '../../../../src/core/execution/executionTask.js';
import type { RateLimits } from '../../../../src/core/execution/rateLimits.js';
import { noUsage } from '../../../../src/core/models/languageModel.js';
import { ModelFault } from '../../../../src/core/models/modelFault.js';
import { ProviderPace, type PacedRequest } from '../../../../src/services/execution/providerPace.js';
import { seededRandom } from '../../../support/seededRandom.js';
import { VirtualClock } from '../../../support/virtualClock.js';
import { VirtualProvider, type VirtualProviderOptions } from '../../../support/virtualProvider.js';

const never = new AbortController().signal;
const windowMs = 60_000;
const provider = 'limited';

const request: PacedRequest = {
	provider,
	purpose: 'limited/m scene_drafting',
	inputTokens: 700,
	maxOutputTokens: 2_000,
	hasFallback: false,
};

const realistic: VirtualProviderOptions = {
	counting: 'clock',
	requests: 60,
	tokens: 90_000,
	windowMs,
	transitMs: (random) => 20 + 60 * random,
	thinkingMs: (random) => 400 + 4_000 * random,
	reports: true,
};

interface Result {
	readonly refusedLater: number;
	readonly refusedAtFirst: number;
	/** Share of the allowance between the first window and the last. */
	readonly used: number;
	readonly provider: VirtualProvider;
}

/** Each of `concurrency` callers calls one after the other, until all calls are made. */
async function callAll(
	options: VirtualProviderOptions,
	calls: number,
	{
		limits = {},
		concurrency = 32,
		meanOutput = 600,
	}: { limits?: RateLimits; concurrency?: number; meanOutput?: number } = {},
): Promise<Result> {
	const clock = new VirtualClock(1_000_017_000);
	const random = seededRandom(7);
	const server = new VirtualProvider(clock, options, random);
	const pace = new ProviderPace({ clock, limits: () => limits });
	let left = calls;
	const caller = async (): Promise<void> => {
		while (left-- > 0) {
			for (let isDone = false; !isDone;) {
				const call = await pace.enter(request, never);
				const output = Math.round(meanOutput * (0.5 + random()));
				const { accepted, head } = await server.ask(request.inputTokens + output);
				pace.noteReply(provider, head);
				isDone = accepted;
				if (accepted) {
					await clock.wait(2_000 * random());
					call.succeeded({ ...noUsage, inputTokens: request.inputTokens, outputTokens: output });
				} else {
					call.failed(new ModelFault('rate-limit', 'Wait.', { retryAfterMs: head.retryAfterMs }), undefined);
					await clock.wait(Math.max(1_000, head.retryAfterMs ?? 0));
				}
			}
		}
	};
	await Promise.all(Array.from({ length: concurrency }, caller));
	return { ...judged(server, options), provider: server };
}

function judged(
	{ accepted, refused }: VirtualProvider,
	{ counting, requests, tokens }: VirtualProviderOptions,
): Omit<Result, 'provider'> {
	const first = accepted[0]?.at ?? 0;
	const from = counting === 'clock' ? Math.ceil(first / windowMs) * windowMs : first + windowMs;
	const windows = Math.floor(((accepted.at(-1)?.at ?? 0) - from) / windowMs);
	const counted = accepted.filter(({ at }) => at >= from && at < from + windows * windowMs);
	const usedTokens = counted.reduce((sum, one) => sum + one.tokens, 0);
	return {
		refusedAtFirst: refused.filter((at) => at < from).length,
		refusedLater: refused.filter((at) => at >= from).length,
		used: Math.max(counted.length / requests, usedTokens / tokens) / windows,
	};
}

describe('The pace of a provider', function () {
	this.timeout(30_000);

	const cases: Readonly<Record<string, VirtualProviderOptions>> = {
		'counts by windows of the clock': realistic,
		'counts by windows that begin with a request': { ...realistic, counting: 'fixed' },
		'counts by a sliding window': { ...realistic, counting: 'sliding' },
		'answers at once': { ...realistic, transitMs: () => 0, thinkingMs: () => 0 },
		'answers at once and counts by a sliding window': {
			...realistic,
			counting: 'sliding',
			transitMs: () => 0,
			thinkingMs: () => 0,
		},
		'lets requests through long before it limits tokens': { ...realistic, requests: 5_000 },
		'counts tokens in a sliding window': { ...realistic, requests: 5_000, counting: 'sliding' },
		'has a window of a quarter of a minute': { ...realistic, requests: 15, tokens: 22_500, counting: 'fixed' },
	};
	for (const [name, options] of Object.entries(cases)) {
		it(`is kept to, and used, when it ${name}`, async () => {
			const { used, refusedLater } = await callAll(options, 600);
			assert.deepEqual({ refusedLater, isUsed: used >= 0.9 }, { refusedLater: 0, isUsed: true }, `${used} used`);
		});
	}

	it('is kept to when requests come back one by one', async () => {
		const { used, refusedLater } = await callAll({ ...realistic, counting: 'bucket' }, 600);
		assert.ok(refusedLater === 0 && used >= 0.9, `${refusedLater} refused, ${used} used`);
	});

	it('is what the settings say where the provider reports nothing', async () => {
		const limits = { limited: { requestsPerMinute: 60, tokensPerMinute: 90_000 } };
		const { refusedAtFirst, refusedLater, used } = await callAll(
			{ ...realistic, counting: 'sliding', reports: false },
			400,
			{ limits },
		);
		assert.deepEqual([refusedAtFirst, refusedLater], [0, 0]);
		assert.ok(used >= 0.9, `${used} used`);
	});

	it('is found out at most once a window when other programs use up a third of the same key', async () => {
		const { refusedLater, provider: server } = await callAll({ ...realistic, elsewhere: 20 }, 300, { concurrency: 10 });
		const windows = new Set(server.accepted.map(({ at }) => Math.floor(at / windowMs))).size;
		assert.ok(refusedLater <= windows, `${refusedLater} refused in ${windows} windows`);
		assert.equal(server.accepted.length, 300);
	});

	it('holds all calls of a provider that asks to wait, and none of another', async () => {
		const clock = new VirtualClock();
		const pace = new ProviderPace({ clock, limits: () => ({}) });
		const start = clock.now();
		const head = { sentAt: start, answeredAt: start, isRateLimited: true, retryAfterMs: 7_000, allowances: {} };
		pace.noteReply(provider, head);
		await pace.enter({ ...request, provider: 'another' }, never);
		const other = clock.now() - start;
		await Promise.all([pace.enter(request, never), pace.enter(request, never)]);
		assert.deepEqual([other, clock.now() - start], [0, 7_000]);
	});

	it('lets go of a call that is cancelled while it waits, without a trace', async () => {
		const clock = new VirtualClock();
		const limits = { limited: { requestsPerMinute: 1 } };
		const pace = new ProviderPace({ clock, limits: () => limits });
		await pace.enter(request, never);
		const abort = new AbortController();
		const waiting = pace.enter(request, abort.signal);
		abort.abort(new Error('Enough.'));
		await assert.rejects(waiting, { message: 'Enough.' });
		const start = clock.now();
		(await pace.enter(request, never)).withdraw();
		assert.ok(clock.now() - start > 60_000);
	});

	describe('that keeps failing', () => {
		async function failFive(pace: ProviderPace): Promise<void> {
			for (let time = 0; time < 5; time++)
				(await pace.enter(request, never)).failed(new ModelFault('overloaded', 'Busy.'), undefined);
		}

		it('is left alone, then tried by one call, and open to all when that one went well', async () => {
			const clock = new VirtualClock();
			const pace = new ProviderPace({ clock, limits: () => ({}) });
			await failFive(pace);
			const start = clock.now();
			const waits: TaskWait[] = [];
			const first = pace.enter({ ...request, waiting: (wait) => waits.push(wait) }, never);
			const second = pace.enter(request, never);
			const probe = await first;
			const probedAt = clock.now() - start;
			void clock.wait(300).then(() => probe.succeeded(noUsage));
			await second;
			assert.deepEqual(
				{ probedAt, openAt: clock.now() - start, waits },
				{ probedAt: 5_000, openAt: 5_300, waits: [{ reason: 'breaker', waitMs: 5_000, provider }] },
			);
		});

		it('is not waited for by a call that has another model to turn to', async () => {
			const clock = new VirtualClock();
			const pace = new ProviderPace({ clock, limits: () => ({}) });
			await failFive(pace);
			await assert.rejects(pace.enter({ ...request, hasFallback: true }, never), ProviderAwayError);
		});

		it('is given up after a minute', async () => {
			const clock = new VirtualClock();
			const pace = new ProviderPace({ clock, limits: () => ({}) });
			await failFive(pace);
			const start = clock.now();
			const ends = await Promise.all(
				Array.from({ length: 5 }, async () => {
					try {
						(await pace.enter(request, never)).failed(new ModelFault('network', 'Gone.'), undefined);
						return clock.now() - start;
					} catch (error) {
						return [(error as ProviderAwayError).code, clock.now() - start];
					}
				}),
			);
			const away = ['provider-away', 60_000];
			assert.deepEqual(ends, [5_000, 15_000, 35_000, away, away]);
		});

		it('is back as soon as it answers anything at all', async () => {
			const clock = new VirtualClock();
			const pace = new ProviderPace({ clock, limits: () => ({}) });
			for (const kind of ['network', 'overloaded', 'network', 'overloaded', 'auth', 'network'] as const)
				(await pace.enter(request, never)).failed(new ModelFault(kind, 'No.'), undefined);
			const start = clock.now();
			await pace.enter(request, never);
			assert.equal(clock.now() - start, 0);
		});
	});

	it('is refused with a sentence when the setting cannot be used', async () => {
		const pace = new ProviderPace({
			clock: new VirtualClock(),
			limits: () => {
				throw new Error('Bad.');
			},
		});
		await assert.rejects(pace.enter(request, never), { message: 'Bad.' });
	});
});
