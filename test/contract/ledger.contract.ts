import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { newCallId, type RunId } from '../../src/base/ids.js';
import type { BreakdownKey, Ledger } from '../../src/core/cost/ledger.js';
import { microUsd } from '../../src/core/cost/money.js';
import { noUsage, type Usage } from '../../src/core/models/languageModel.js';
import { aCall, anEnd } from '../support/calls.js';

const plenty = microUsd(1_000_000_000);
const keys: readonly BreakdownKey[] = ['stage', 'model', 'chapter', 'role', 'run'];

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
				outputTokens: 7,
				reasoningTokens: 3,
			};
			const verdict = ledger.hold(call, microUsd(1_000));
			const during = ledger.totals();
			ledger.settle(call.id, anEnd({ cost: microUsd(321), usage }));
			assert.deepEqual(
				{ verdict, during, after: ledger.totals(), open: ledger.openCalls() },
				{
					verdict: { kind: 'allowed', remaining: 100 },
					during: { spent: 0, held: 900, calls: 1, usage: noUsage },
					after: { spent: 321, held: 0, calls: 1, usage },
					open: [],
				},
			);
		});

		it('is exact at the limit', () => {
			ledger.hold(aCall({ heldMicroUsd: microUsd(600) }), microUsd(1_000));
			const denied = ledger.hold(aCall({ heldMicroUsd: microUsd(401) }), microUsd(1_000));
			const allowed = ledger.hold(aCall({ heldMicroUsd: microUsd(400) }), microUsd(1_000));
			assert.deepEqual(
				[denied, allowed, ledger.totals().held, ledger.totals().calls],
				[{ kind: 'denied', shortfall: 1 }, { kind: 'allowed', remaining: 0 }, 1_000, 2],
			);
			assert.deepEqual(ledger.hold(aCall({ heldMicroUsd: microUsd(0) }), microUsd(1_000)), {
				kind: 'allowed',
				remaining: 0,
			});
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

		it('lists calls that are out, with what has arrived of them', () => {
			const call = aCall({ owner: 'there:7:1', startedAt: 5 });
			ledger.hold(call, plenty);
			ledger.received(call.id, 1_234);
			assert.deepEqual(
				ledger.openCalls().map((open) => ({ ...open })),
				[
					{
						id: call.id,
						model: call.model,
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
					for (const key of keys) {
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
