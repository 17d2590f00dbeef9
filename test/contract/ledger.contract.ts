import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { newCallId, type RunId } from '../../src/base/ids.js';
import type { BudgetScope, SpendLimit } from '../../src/core/cost/budget.js';
import { dayOf } from '../../src/core/cost/calendar.js';
import { breakdownKeys, noSavings, type CallEnd, type CallStart, type Ledger } from '../../src/core/cost/ledger.js';
import { microUsd } from '../../src/core/cost/money.js';
import { noUsage, type Usage } from '../../src/core/models/languageModel.js';
import { aCall, anEnd, novelLimit } from '../support/calls.js';

const plenty = novelLimit(1_000_000_000);

/** What every ledger owes. `open` gives an empty one. */
export function describeLedger(name: string, open: () => Promise<Ledger>): void {
	describe(`${name} as a ledger`, () => {
		let ledger: Ledger;
		beforeEach(async () => {
			ledger = await open();
		});

		it('holds the worst case while a call is out, and keeps what it cost when it is back', () => {
			const call = aCall({ heldMicroUsd: microUsd(900) });
			const usage: Usage = {
				inputTokens: 50,
				cacheReadTokens: 20,
				cacheWriteTokens: 10,
				cacheWriteHourTokens: 6,
				outputTokens: 7,
				reasoningTokens: 3,
			};
			const verdict = ledger.hold(call, novelLimit(1_000));
			const during = ledger.totals();
			ledger.settle(call.id, anEnd({ cost: microUsd(321), usage }));
			assert.deepEqual(
				{ verdict, during, after: ledger.totals(), open: ledger.openCalls() },
				{
					verdict: { kind: 'allowed' },
					during: { spent: 0, held: 900, calls: 1, usage: noUsage, savings: noSavings },
					after: { spent: 321, held: 0, calls: 1, usage, savings: noSavings },
					open: [],
				},
			);
		});

		it('is exact at the limit', () => {
			ledger.hold(aCall({ heldMicroUsd: microUsd(600) }), novelLimit(1_000));
			const denied = ledger.hold(aCall({ heldMicroUsd: microUsd(401) }), novelLimit(1_000));
			const allowed = ledger.hold(aCall({ heldMicroUsd: microUsd(400) }), novelLimit(1_000));
			assert.deepEqual(
				[denied, allowed, ledger.totals().held, ledger.totals().calls],
				[{ kind: 'denied', scope: 'novel', limit: 1_000, shortfall: 1, inFlight: 600 }, { kind: 'allowed' }, 1_000, 2],
			);
			assert.deepEqual(ledger.hold(aCall({ heldMicroUsd: microUsd(0) }), novelLimit(1_000)), { kind: 'allowed' });
		});

		it('settles a call once', () => {
			const call = aCall();
			ledger.hold(call, plenty);
			ledger.settle(call.id, anEnd({ cost: microUsd(10) }));
			assert.throws(() => ledger.settle(call.id, anEnd({ cost: microUsd(20) })), /is not open/);
			assert.throws(() => ledger.settle(newCallId(), anEnd()), /is not open/);
			assert.equal(ledger.settleIfOpen(call.id, anEnd({ cost: microUsd(20) })), false);
			assert.equal(ledger.totals().spent, 10);
		});

		it('does not hold the same call twice', () => {
			const call = aCall();
			ledger.hold(call, plenty);
			assert.throws(() => ledger.hold(call, plenty));
			assert.deepEqual([ledger.totals().held, ledger.totals().calls], [100, 1]);
		});

		it('forgets a call that was not sent after all, and no other', () => {
			const [sent, kept] = [aCall(), aCall()];
			for (const call of [sent, kept]) ledger.hold(call, plenty);
			ledger.settle(sent.id, anEnd({ cost: microUsd(7) }));
			ledger.withdraw(sent.id);
			ledger.withdraw(kept.id);
			const { spent, held, calls } = ledger.totals();
			assert.deepEqual([spent, held, calls, ledger.breakdown('stage').length], [7, 0, 1, 1]);
		});

		it('says which limit lacks the most, and keeps each', () => {
			const limit = (scope: BudgetScope, amount: number, elsewhere = 0): SpendLimit => ({
				scope,
				limit: microUsd(amount),
				elsewhere: microUsd(elsewhere),
			});
			const november = Date.UTC(2026, 10, 15);
			const call = (run: string, amount: number, startedAt = november) =>
				aCall({ run: run as RunId, heldMicroUsd: microUsd(amount), startedAt });
			const limits = [limit('novel', 1_000, 100), limit('run', 300), limit('month', 600)];
			const hold = (one: CallStart): string => {
				const verdict = ledger.hold(one, limits);
				return verdict.kind === 'allowed' ? 'allowed' : `${verdict.scope} ${verdict.shortfall} of ${verdict.inFlight}`;
			};
			assert.deepEqual(
				[
					hold(call('a', 300)),
					hold(call('a', 1)),
					hold(call('b', 300)),
					hold(call('c', 1)),
					hold(call('c', 250, Date.UTC(2026, 11, 15))),
					hold(call('d', 60, Date.UTC(2026, 11, 16))),
					// A clock that was set back: what was written as December is not forgotten in November.
					hold(call('e', 40)),
				],
				['allowed', 'run 1 of 300', 'allowed', 'month 1 of 600', 'allowed', 'novel 10 of 850', 'month 290 of 850'],
			);
		});

		it('keeps what caches and batches saved, and sums it up with the rest', () => {
			const [first, second] = [aCall({ chapter: 1 }), aCall({ chapter: 2, lane: 'batch' })];
			for (const call of [first, second]) ledger.hold(call, plenty);
			ledger.settle(first.id, anEnd({ savings: { cache: -30, batch: 0 } }));
			ledger.settle(second.id, anEnd({ savings: { cache: 100, batch: 45 } }));
			assert.deepEqual(
				[ledger.totals().savings, ledger.breakdown('chapter').map(({ key, savings }) => [key, savings])],
				[
					{ cache: 70, batch: 45 },
					[
						[1, { cache: -30, batch: 0 }],
						[2, { cache: 100, batch: 45 }],
					],
				],
			);
		});

		it('gives back every call as it was made and ended', () => {
			const calls = [aCall({ startedAt: Date.UTC(2026, 10, 25, 12) }), aCall({ chapter: undefined, scene: 3 })];
			for (const call of calls) ledger.hold(call, plenty);
			const [first, second] = calls;
			const end = anEnd({ outcome: 'failed', fault: 'network', savings: { cache: 3, batch: 0 } });
			ledger.settle(first?.id ?? newCallId(), end);
			assert.deepEqual(
				[...ledger.rows()],
				[
					{ ...first, ...end, day: '2026-11-25' },
					{
						...second,
						day: dayOf(1_000),
						state: 'held',
						outcome: 'running',
						usage: noUsage,
						cost: 0,
						savings: noSavings,
						fault: undefined,
						firstTextMs: undefined,
						latencyMs: undefined,
					},
				],
			);
		});

		it('tells the latest calls of each row of a breakdown, newest first', () => {
			const calls = [1, 2, 1, undefined, 1].map((chapter, at) =>
				aCall({ chapter, run: `run-${at % 2}` as RunId, stage: at === 4 ? 'scene_drafting' : 'scene_plan' }),
			);
			for (const call of calls) ledger.hold(call, plenty);
			const placesOf = (...found: Parameters<Ledger['latestCalls']>): readonly number[] =>
				ledger.latestCalls(...found).map(({ id }) => calls.findIndex((call) => call.id === id));
			assert.deepEqual(
				[
					placesOf('chapter', 1, 10),
					placesOf('chapter', 1, 2),
					placesOf('chapter', null, 10),
					placesOf('run', 'run-1', 10),
					placesOf('stage', 'scene_drafting', 10),
					placesOf('model', 'nosuch/model', 10),
				],
				[[4, 2, 0], [4, 2], [3], [3, 1], [4], []],
			);
			for (const key of breakdownKeys)
				for (const row of ledger.breakdown(key)) assert.equal(ledger.latestCalls(key, row.key, 10).length, row.calls);
		});

		it('knows how a provider counts tokens, from calls whose usage it reported', () => {
			const end = (state: CallEnd['state'], inputTokens: number): CallEnd =>
				anEnd({ state, usage: { ...noUsage, inputTokens } });
			for (const [state, model, tokens] of [
				['reported', 'anthropic/claude-sonnet-4-5', 130],
				['billed', 'anthropic/claude-sonnet-4-5', 140],
				['estimated', 'anthropic/claude-sonnet-4-5', 100],
				['reported', 'openai/gpt-5-mini', 0],
			] as const) {
				const call = aCall({ model, estimatedInputTokens: 100 });
				ledger.hold(call, plenty);
				ledger.settle(call.id, end(state, tokens));
			}
			assert.deepEqual(
				ledger.tokenMeasures().map((measure) => ({ ...measure })),
				[{ model: 'anthropic/claude-sonnet-4-5', estimated: 200, reported: 270 }],
			);
		});

		it('lists calls that are out, with what has arrived of them', () => {
			const call = aCall({ owner: 'there:7:1', startedAt: 5 });
			ledger.hold(call, plenty);
			ledger.received(call.id, 1_234);
			assert.deepEqual(
				ledger.openCalls().map((open) => ({ ...open })),
				[
					{
						id: call.id,
						run: call.run,
						model: call.model,
						lane: 'now',
						owner: 'there:7:1',
						startedAt: 5,
						estimatedInputTokens: 40,
						receivedCharacters: 1_234,
						heldMicroUsd: 100,
					},
				],
			);
		});

		it('sums up to the same, however it is broken down', () => {
			const amount = fc.integer({ min: 0, max: 5_000_000 });
			const one = fc.record({
				stage: fc.constantFrom('scene_plan', 'scene_drafting', 'chapter_memory'),
				role: fc.constantFrom('plan', 'draft', 'check'),
				model: fc.constantFrom('rehearsal', 'openai/gpt-5-mini', 'anthropic/claude-sonnet-4-5'),
				chapter: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
				run: fc.constantFrom('run-1', 'run-2'),
				cost: fc.option(amount, { nil: undefined }),
				tokens: amount,
			});
			fc.assert(
				fc.property(fc.array(one, { maxLength: 8 }), (calls) => {
					for (const { cost, tokens, run, ...rest } of calls) {
						const call = aCall({ ...rest, run: run as RunId });
						ledger.hold(call, plenty);
						const usage = { ...noUsage, inputTokens: tokens, outputTokens: tokens };
						if (cost !== undefined) ledger.settle(call.id, anEnd({ cost: microUsd(cost), usage }));
					}
					const whole = ledger.totals();
					for (const key of breakdownKeys) {
						const rows = ledger.breakdown(key);
						const sum = (of: (row: (typeof rows)[number]) => number): number =>
							rows.reduce((all, row) => all + of(row), 0);
						assert.deepEqual(
							[sum((row) => row.spent), sum((row) => row.calls), sum((row) => row.usage.inputTokens)],
							[whole.spent, whole.calls, whole.usage.inputTokens],
						);
						assert.equal(new Set(rows.map((row) => row.key)).size, rows.length);
					}
					const runs = ['run-1', 'run-2'].map((run) => ledger.totals(run as RunId));
					assert.equal(
						runs.reduce((sum, totals) => sum + totals.spent + totals.held, 0),
						whole.spent + whole.held,
					);
				}),
				{ numRuns: 25 },
			);
		});
	});
}
