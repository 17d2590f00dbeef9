import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { GenaiPriceTable } from '../../src/adapters/llm/genaiPrices.js';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { SqliteEvidence } from '../../src/adapters/sqlite/sqliteEvidence.js';
import { SqliteJournal } from '../../src/adapters/sqlite/sqliteJournal.js';
import { SqliteLedger } from '../../src/adapters/sqlite/sqliteLedger.js';
import type { RunId } from '../../src/base/ids.js';
import type { CallEnd, CallStart } from '../../src/core/cost/ledger.js';
import { microUsd } from '../../src/core/cost/money.js';
import { catalogueOf } from '../../src/core/models/catalogueSettings.js';
import { noUsage } from '../../src/core/models/languageModel.js';
import { RecommendationService, type RecommendationWish } from '../../src/services/cost/recommendationService.js';
import { aCall, anEnd, novelLimit } from '../support/calls.js';
import { FakeClock } from '../support/fakeClock.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';
import { unaborted } from './languageModel.contract.js';

const usage = { ...noUsage, inputTokens: 1_000, outputTokens: 200 };

describe("What this book's ledger and journal tell of models", () => {
	const folder = temporaryFolder();
	let database: DatabaseSync;
	let ledger: SqliteLedger;
	let journal: SqliteJournal;
	let recordedAt = 0;

	beforeEach(async () => {
		({ database } = await openDatabase(join(folder(), 'novel.db')));
		ledger = new SqliteLedger(database);
		journal = new SqliteJournal(database);
	});
	afterEach(() => database.close());

	const called = (start: Partial<CallStart>, end: Partial<CallEnd> = {}): void => {
		const call = aCall({ stage: 'scene_drafting', role: 'draft', ...start });
		ledger.hold(call, novelLimit(1_000_000_000));
		ledger.settle(call.id, anEnd({ usage, cost: microUsd(1_000), ...end }));
	};
	const drafted = (chapter: number, scene: number, model: string): void =>
		journal.record(`chapter:${chapter}/scene:${scene}/scene_drafting`, `f${++recordedAt}`, {
			output: 'Dawn.',
			model,
			recordedAt,
		});
	const audited = (chapter: number, output: string): void =>
		journal.record(`chapter:${chapter}/continuity_audit`, `f${++recordedAt}`, { output, model: 'a/check', recordedAt });
	const withFindings = (count: number): string =>
		JSON.stringify({ findings: Array.from({ length: count }, () => ({})) });
	const evidence = (): SqliteEvidence => new SqliteEvidence(database);

	it('counts what had to be asked again, each run by itself', () => {
		const run2 = 'run-2' as RunId;
		called({ model: 'a/x', node: 'n1' });
		called({ model: 'a/x', node: 'n1' });
		called({ model: 'a/x', node: 'n2', attempt: 2 }, { outcome: 'failed' });
		called({ model: 'a/x', node: 'n1', run: run2 });
		called({ model: 'a/y', node: 'n1' });
		// Turned away at the door, stopped by a person, and still out: they tell nothing.
		called({ model: 'a/y', node: 'n3' }, { outcome: 'failed', usage: noUsage, cost: microUsd(0) });
		called({ model: 'a/y', node: 'n3' }, { outcome: 'aborted' });
		ledger.hold(aCall({ model: 'a/y', node: 'n3' }), novelLimit(1_000_000_000));
		called({ model: 'a/y', node: 'n1', stage: 'scene_plan', role: 'plan' });
		const common = { stage: 'scene_drafting', role: 'draft', findings: undefined };
		assert.deepEqual(evidence().modelEvidence(), [
			{ ...common, model: 'a/x', calls: 4, failed: 1, repeated: 2, nodes: 3, cost: 4_000 },
			{ ...common, model: 'a/y', calls: 1, failed: 0, repeated: 0, nodes: 1, cost: 1_000 },
			{
				...common,
				model: 'a/y',
				stage: 'scene_plan',
				role: 'plan',
				calls: 1,
				failed: 0,
				repeated: 0,
				nodes: 1,
				cost: 1_000,
			},
		]);
	});

	it('shares out what the newest audit of a chapter found by the scenes that each model drafted', () => {
		for (const model of ['a/x', 'a/y', 'a/z']) called({ model });
		drafted(1, 1, 'a/z');
		drafted(1, 1, 'a/x');
		drafted(1, 2, 'a/x');
		drafted(1, 3, 'a/y');
		audited(1, withFindings(9));
		audited(1, withFindings(3));
		drafted(12, 1, 'a/y');
		audited(12, withFindings(0));
		drafted(3, 1, 'a/x');
		audited(3, 'not JSON');
		drafted(4, 1, 'a/z');
		assert.deepEqual(
			evidence()
				.modelEvidence()
				.map(({ model, findings }) => [model, findings]),
			[
				['a/x', 2],
				['a/y', 1],
				['a/z', undefined],
			],
		);
	});

	it('knows what calls took on average, and who counted it', () => {
		called({ model: 'a/x', estimatedInputTokens: 800 });
		called({ model: 'a/x', estimatedInputTokens: 901 }, { usage: { ...usage, outputTokens: 301 } });
		called({ model: 'a/x', estimatedInputTokens: 700 }, { state: 'estimated' });
		called({ model: 'a/x', estimatedInputTokens: 9_000 }, { outcome: 'failed' });
		const common = { model: 'a/x', stage: 'scene_drafting', role: 'draft' };
		assert.deepEqual(evidence().callAverages(), [
			{ ...common, calls: 1, input: 700, output: 200, isReported: false },
			{ ...common, calls: 2, input: 850.5, output: 250.5, isReported: true },
		]);
	});

	describe('and a recommendation made from it', () => {
		const service = (catalogue: Readonly<Record<string, unknown>> = {}, left = 50_000_000): RecommendationService =>
			new RecommendationService({
				prices: new GenaiPriceTable({}, {}, new FakeClock(Date.UTC(2026, 10, 25))),
				ledger,
				evidence: evidence(),
				catalogue: () => catalogueOf(catalogue),
				budgetLeft: () => microUsd(left),
			});
		const best = async (wish: RecommendationWish, ...made: Parameters<typeof service>): Promise<unknown> => {
			const { ranked, tokens, basis } = await service(...made).recommend(wish, unaborted());
			return { model: ranked[0]?.model.id, cost: ranked[0]?.cost, tokens, basis };
		};

		it('reckons with typical calls at first, and takes a local model where a low quality will do', async () => {
			assert.deepEqual(await best({ stage: 'scene_drafting', quality: 'high' }), {
				model: 'openrouter/deepseek/deepseek-v4-pro',
				// In DeepSeek's tokens 1.15 times, and 700 of thinking: 4,600 × 0.435 + 1,965 × 0.87 = 3,710.55.
				cost: 3_711,
				tokens: { input: 4_000, output: 1_100 },
				basis: 'typical',
			});
			assert.deepEqual(await best({ stage: 'check', quality: 'low' }), {
				model: 'ollama/gpt-oss:20b',
				cost: 0,
				tokens: { input: 5_000, output: 900 },
				basis: 'typical',
			});
		});

		it("reckons with this book's own calls once there are some, in the tokens that are counted here", async () => {
			// Claude reports 1.33 tokens for one of these: 266 are 200.
			called({ model: 'anthropic/claude-opus-5-5' }, { state: 'estimated' });
			const reported = { ...noUsage, inputTokens: 53, outputTokens: 266 };
			called({ model: 'anthropic/claude-opus-5-5', estimatedInputTokens: 40 }, { usage: reported });
			const { tokens, basis } = await service().recommend({ stage: 'draft', quality: 'high' }, unaborted());
			assert.deepEqual([tokens, basis], [{ input: 40, output: 200 }, 'ledger']);
		});

		it('turns away models without a price, and all that cost more than is left', async () => {
			const own = { quality: 'high', contextWindow: 100_000, maxOutputTokens: 9_000 };
			const { ranked, rejected } = await service({ 'myserver/own': own }, 3_000).recommend(
				{ stage: 'scene_drafting', quality: 'high' },
				unaborted(),
			);
			assert.deepEqual(ranked, []);
			assert.deepEqual(rejected.find(({ model }) => model.id === 'myserver/own')?.why, [{ kind: 'unknown-price' }]);
		});

		it('says what is wrong with the settings', async () => {
			await assert.rejects(service({ 'a/b': {} }).recommend({ stage: 'plan', quality: 'low' }, unaborted()), {
				code: 'bad-catalogue',
			});
		});

		it('stops when it is told to', async () => {
			const reason = new Error('closed');
			await assert.rejects(
				service().recommend({ stage: 'plan', quality: 'low' }, AbortSignal.abort(reason)),
				(error) => error === reason,
			);
		});
	});
});
