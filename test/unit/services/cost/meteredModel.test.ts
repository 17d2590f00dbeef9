import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../../../src/adapters/sqlite/database.js';
import { SqliteLedger } from '../../../../src/adapters/sqlite/sqliteLedger.js';
import type { RunId } from '../../../../src/base/ids.js';
import { microUsd } from '../../../../src/core/cost/money.js';
import type { PriceOverride, PriceTable } from '../../../../src/core/cost/priceTable.js';
import type { ModelPart, ModelRequest, Usage } from '../../../../src/core/models/languageModel.js';
import { ModelFault, type FaultKind } from '../../../../src/core/models/modelFault.js';
import { settleAbandonedCalls } from '../../../../src/services/cost/abandonedCalls.js';
import { MeteredModel } from '../../../../src/services/cost/meteredModel.js';
import { aRequest, partsOf, unaborted } from '../../../contract/languageModel.contract.js';
import { aCall, novelLimit } from '../../../support/calls.js';
import { FakeClock } from '../../../support/fakeClock.js';
import { aMeter } from '../../../support/meter.js';
import { aPrice } from '../../../support/prices.js';
import { ScriptedModel, type ScriptedReply } from '../../../support/scriptedModel.js';
import { wordCounter } from '../../../support/wordCounter.js';
import { temporaryFolder } from '../../adapters/files/temporaryFolder.js';

/** Dollars a million tokens are micro-dollars a token. */
function pricesOf(price: PriceOverride): PriceTable {
	return {
		priceOf: () => Promise.resolve(aPrice(price)),
		limitsOf: () => Promise.resolve({ contextWindow: undefined }),
	};
}

const context = { run: 'run' as RunId, node: 'chapter:1/scene:1/scene_drafting', role: 'draft', attempt: 1 };
/** Ten words, of which the schema and the go-on instruction are two. */
const request: ModelRequest = aRequest({
	system: 'one two',
	context: 'three four five',
	task: 'six seven',
	soFar: 'eight',
	goOn: 'nine',
	replySchema: { name: 'r', schema: { ten: 1 } },
	maxOutputTokens: 100,
});
const usage: Usage = {
	inputTokens: 11,
	cacheReadTokens: 4,
	cacheWriteTokens: 2,
	cacheWriteHourTokens: 0,
	outputTokens: 7,
	reasoningTokens: 1,
};
/** Ten words times 1.5, and the frame. */
const worstInput = 515;

interface Row {
	readonly state: string;
	readonly outcome: string;
	readonly fault: string | null;
	readonly cost: number;
	readonly input: number;
	readonly output: number;
}

describe('A metered model', () => {
	const folder = temporaryFolder();
	let database: DatabaseSync;
	let ledger: SqliteLedger;
	let budget: number;
	let price: PriceOverride;
	const clock = new FakeClock();

	beforeEach(async () => {
		({ database } = await openDatabase(join(folder(), 'novel.db')));
		ledger = new SqliteLedger(database);
		budget = 1_000_000;
		price = { input: 2, output: 10, cacheRead: 1, cacheWrite: 4 };
	});
	afterEach(() => database.close());

	const metered = (): MeteredModel =>
		new MeteredModel(
			aMeter({
				database,
				prices: pricesOf(price),
				tokens: wordCounter,
				clock,
				novelBudget: () => budget,
			}),
		);
	const stream = (model: ScriptedModel, signal = unaborted()): AsyncGenerator<ModelPart> =>
		metered().stream(model, request, context, signal);
	const replying = (reply: ScriptedReply): ScriptedModel => new ScriptedModel(() => reply);
	const rows = (): Row[] =>
		database
			.prepare(
				'SELECT state, outcome, fault, cost_micro_usd AS cost, input_tokens AS input, output_tokens AS output FROM call',
			)
			.all()
			.map((row) => ({ ...row }) as unknown as Row);

	it('keeps what the provider reports', async () => {
		const parts = await partsOf(stream(replying({ text: 'Dawn came.', usage })));
		assert.deepEqual(
			[parts.map(({ kind }) => kind), rows()],
			[
				['text', 'finish'],
				// 5 plain, 4 read and 2 written tokens, and 7 of output.
				[{ state: 'reported', outcome: 'ok', fault: null, cost: 5 * 2 + 4 + 2 * 4 + 70, input: 11, output: 7 }],
			],
		);
	});

	it('keeps what the provider says it billed rather than what it comes to', async () => {
		await partsOf(stream(replying({ text: 'Dawn came.', usage, reportedMicroUsd: 1_234 })));
		assert.deepEqual(rows()[0], { state: 'billed', outcome: 'ok', fault: null, cost: 1_234, input: 11, output: 7 });
	});

	it('counts by itself where nothing is reported, and says that it is an estimate', async () => {
		await partsOf(stream(replying({ text: 'Dawn came.' })));
		assert.deepEqual(rows()[0], { state: 'estimated', outcome: 'ok', fault: null, cost: 40, input: 10, output: 2 });
	});

	it('holds the dearer of plain input and input that is written to a cache', async () => {
		const heldFor = async (prices: PriceOverride): Promise<number> => {
			price = prices;
			const call = stream(replying({ text: 'Dawn came.' }));
			await call.next();
			const { held } = ledger.totals();
			await call.return(undefined);
			return held;
		};
		assert.deepEqual(
			[
				await heldFor({ input: 2, output: 10, cacheWrite: 4 }),
				await heldFor({ input: 2, output: 10, cacheWrite: 1 }),
				await heldFor({ input: 2, output: 10 }),
				await heldFor({ input: 2, output: 10, cacheWrite: 0 }),
			],
			[4, 2, 2, 2].map((dearer) => worstInput * dearer + 1_000),
		);
	});

	it('sends nothing when the worst case does not fit, and everything when it just fits', async () => {
		const worst = worstInput * 4 + 1_000;
		const model = replying({ text: 'Dawn came.', usage });
		budget = worst - 1;
		await assert.rejects(partsOf(stream(model)), { code: 'budget-exceeded', shortfall: 1 });
		assert.deepEqual([model.requests, rows()], [[], []]);
		budget = worst;
		await partsOf(stream(model));
		assert.equal(model.requests.length, 1);
	});

	it('reads the budget at each call, so that a raised one counts at once', async () => {
		const model = replying({ text: 'Dawn came.', usage });
		budget = 0;
		const meter = metered();
		await assert.rejects(partsOf(meter.stream(model, request, context, unaborted())), { code: 'budget-exceeded' });
		budget = 1_000_000;
		await partsOf(meter.stream(model, request, context, unaborted()));
		assert.equal(rows().length, 1);
	});

	it('lets calls at once hold no more than there is, and the next one wait for what they give back', async () => {
		budget = (worstInput * 4 + 1_000) * 2;
		const model = new ScriptedModel(() => ({ text: 'Dawn came.', usage }));
		const meter = metered();
		const [first, second, third] = [1, 2, 3].map(() => meter.stream(model, request, context, unaborted()));
		await Promise.all([first?.next(), second?.next()]);
		const waiting = third?.next();
		assert.deepEqual([ledger.totals().held, model.requests.length], [budget, 2]);
		await Promise.all([first?.return(undefined), second?.return(undefined)]);
		await waiting;
		assert.equal(model.requests.length, 3);
		await third?.return(undefined);
	});

	it('waits for no more than there will be, and not longer than it is wanted', async () => {
		const model = new ScriptedModel(() => ({ text: 'Dawn came.', usage }));
		const meter = metered();
		budget = worstInput * 4 + 1_000;
		const first = meter.stream(model, request, context, unaborted());
		await first.next();
		const abort = new AbortController();
		const waiting = partsOf(meter.stream(model, request, context, abort.signal));
		abort.abort(new Error('Not wanted any more.'));
		await assert.rejects(waiting, /Not wanted any more/);
		budget -= 1;
		await assert.rejects(partsOf(meter.stream(model, request, context, unaborted())), { code: 'budget-exceeded' });
		await first.return(undefined);
	});

	it('charges nothing for a request that was refused at the door', async () => {
		for (const kind of [
			'auth',
			'rate-limit',
			'overloaded',
			'network',
			'context-too-long',
			'bad-request',
		] as FaultKind[])
			await assert.rejects(partsOf(stream(replying({ text: '', fault: new ModelFault(kind, 'No.') }))), { kind });
		assert.deepEqual(
			rows().map(({ outcome, fault, cost, input }) => ({ outcome, fault, cost, input })),
			['auth', 'rate-limit', 'overloaded', 'network', 'context-too-long', 'bad-request'].map((fault) => ({
				outcome: 'failed',
				fault,
				cost: 0,
				input: 0,
			})),
		);
	});

	it('charges what was sent when no word of the reply came back', async () => {
		const silent = new ModelFault('network', 'Too slow.', { wasSent: true });
		await assert.rejects(partsOf(stream(replying({ text: '', fault: silent }))), { kind: 'network' });
		assert.deepEqual(rows(), [
			{ state: 'estimated', outcome: 'failed', fault: 'network', cost: 20, input: 10, output: 0 },
		]);
	});

	it('charges what was sent and received when a reply dies on the way', async () => {
		const dying = replying({ text: 'Dawn came slowly', fault: new ModelFault('network', 'Gone.') });
		await assert.rejects(partsOf(stream(dying)), { kind: 'network' });
		await assert.rejects(partsOf(stream(replying({ text: '', fault: new ModelFault('bad-reply', 'What?') }))));
		await assert.rejects(partsOf(stream(replying({ text: 'Dawn', fault: new TypeError('a bug') }))), TypeError);
		assert.deepEqual(rows(), [
			{ state: 'estimated', outcome: 'failed', fault: 'network', cost: 20 + 30, input: 10, output: 3 },
			{ state: 'estimated', outcome: 'failed', fault: 'bad-reply', cost: 20, input: 10, output: 0 },
			{ state: 'estimated', outcome: 'failed', fault: null, cost: 20 + 10, input: 10, output: 1 },
		]);
	});

	it('charges what was sent and received when it is aborted, and passes the reason on', async () => {
		const abort = new AbortController();
		const reason = new Error('stopped');
		const model = replying({ text: 'Dawn came.', afterText: () => abort.abort(reason) });
		await assert.rejects(partsOf(stream(model, abort.signal)), (error) => error === reason);
		assert.deepEqual(rows(), [{ state: 'estimated', outcome: 'aborted', fault: null, cost: 40, input: 10, output: 2 }]);
	});

	it('charges nothing for a call that was cancelled before it was sent', async () => {
		const reason = new Error('stopped');
		const model = replying({ text: 'Dawn came.' });
		await assert.rejects(partsOf(stream(model, AbortSignal.abort(reason))), (error) => error === reason);
		assert.deepEqual([model.requests, rows()], [[], []]);
	});

	it('settles a call whose reader stopped reading', async () => {
		for await (const part of stream(replying({ text: 'Dawn came.', usage }))) {
			assert.equal(part.kind, 'text');
			break;
		}
		assert.deepEqual(rows(), [{ state: 'estimated', outcome: 'aborted', fault: null, cost: 40, input: 10, output: 2 }]);
	});

	it('settles a call once when its reader fails after the end', async () => {
		await assert.rejects(async () => {
			for await (const part of stream(replying({ text: 'Dawn came.', usage })))
				if (part.kind === 'finish') throw new Error('The reader failed.');
		}, /The reader failed/);
		assert.deepEqual([rows().length, rows()[0]?.state, ledger.totals().held], [1, 'reported', 0]);
	});

	it('keeps a reply whose news cannot be told, and leaves no hold behind', async () => {
		const broken = aMeter({
			database,
			prices: pricesOf(price),
			tokens: wordCounter,
			clock,
			novelBudget: () => budget,
			onChange: () => {
				throw new Error('Nobody there.');
			},
		});
		broken.alerts.onAlerts(() => undefined);
		database.exec("CREATE TRIGGER no_alerts BEFORE INSERT ON budget_alert BEGIN SELECT raise(ABORT, 'locked'); END");
		const replies = new MeteredModel(broken).stream(
			replying({ text: 'Dawn came.', usage }),
			request,
			context,
			unaborted(),
		);
		assert.equal((await partsOf(replies)).length, 2);
		assert.deepEqual([ledger.totals().held, rows()[0]?.outcome], [0, 'ok']);
	});

	it('has no time below nothing when the clock is set back meanwhile', async () => {
		const model = new ScriptedModel(() => ({ text: 'Dawn came.', usage, afterText: () => clock.pass(-3_600_000) }));
		await partsOf(stream(model));
		const [row] = [...ledger.rows()];
		assert.deepEqual([row?.latencyMs, (row?.firstTextMs ?? -1) >= 0, row?.outcome], [0, true, 'ok']);
	});

	it('writes the row before the reader sees the end', async () => {
		for await (const part of stream(replying({ text: 'Dawn came.', usage })))
			assert.equal(rows()[0]?.state, part.kind === 'text' ? 'held' : 'reported');
	});

	describe('whose process died', () => {
		const settle = (isAlive: (owner: string) => boolean, prices = pricesOf(price)): Promise<unknown> =>
			settleAbandonedCalls({ ledger, prices, clock, processes: { owner: 'here:1:1', isAlive } });

		it('is charged for what was sent and, by the last note, received', async () => {
			const call = aCall({ heldMicroUsd: microUsd(5_000), startedAt: clock.now() - 77, owner: 'dead' });
			ledger.hold(call, novelLimit(budget));
			ledger.received(call.id, 41);
			await settle(() => false);
			assert.deepEqual(rows(), [
				{ state: 'estimated', outcome: 'abandoned', fault: null, cost: 80 + 110, input: 40, output: 11 },
			]);
		});

		it('is never charged more than was held, and all of it when the price is not known any more', async () => {
			for (const heldMicroUsd of [50, 51]) {
				ledger.hold(aCall({ heldMicroUsd: microUsd(heldMicroUsd), owner: 'dead' }), novelLimit(budget));
				const gone: PriceTable = { ...pricesOf(price), priceOf: () => Promise.reject(new Error('unknown')) };
				await settle(() => false, heldMicroUsd === 50 ? pricesOf(price) : gone);
			}
			assert.deepEqual(
				rows().map(({ cost }) => cost),
				[50, 51],
			);
		});

		it('leaves the calls of the living alone', async () => {
			ledger.hold(aCall({ owner: 'alive' }), novelLimit(budget));
			ledger.hold(aCall({ owner: 'dead' }), novelLimit(budget));
			await settle((owner) => owner === 'alive');
			assert.deepEqual(
				ledger.openCalls().map(({ owner }) => owner),
				['alive'],
			);
		});

		it('may be found by two windows at once', async () => {
			ledger.hold(aCall({ owner: 'dead' }), novelLimit(budget));
			await Promise.all([settle(() => false), settle(() => false)]);
			assert.deepEqual([rows().length, rows()[0]?.outcome], [1, 'abandoned']);
		});
	});
});
