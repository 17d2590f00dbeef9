import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BudgetAlert, GenerationReport, PredictedCost } from '../../src/api.js';
import type { CollectedAudits } from '../../src/core/pipeline/auditBatches.js';
import type { RecommendationAnswer } from '../../src/services/cost/recommendationService.js';
import type { BudgetStatus } from '../../src/services/cost/costService.js';
import { startBatchProvider } from '../support/batchProvider.js';
import { startAimock, type Aimock } from '../support/aimock.js';
import { api, hostNovel, refusal, run, withSettings, type HostNovel } from '../support/host/hostNovel.js';
import { novelist } from '../support/novel/novelist.js';

const key = 'sk-costs-2718';
const model = 'openai/gpt-5-mini';

describe('Costs by commands', function () {
	this.timeout(60_000);
	let aimock: Aimock;
	let novel: HostNovel;
	const resets: (() => Promise<void>)[] = [];

	before(async () => {
		aimock = await startAimock({ keys: [key], handler: novelist });
		await run('setApiKey', { provider: 'openai', key, check: false });
	});

	after(async () => {
		await run('setApiKey', { provider: 'openai', key: '' });
		await aimock.close();
	});

	beforeEach(async () => {
		novel = await hostNovel({ chapters: 2 });
		resets.push(
			await withSettings({
				providers: { openai: { baseUrl: aimock.baseUrls.openai } },
				'models.plan': model,
				'models.draft': model,
				'models.check': model,
			}),
		);
	});

	afterEach(async () => {
		for (const reset of resets.splice(0).reverse()) await reset();
		await novel.remove();
	});

	it('estimates what is left, asks no model for it, and agrees with the API', async () => {
		const { folder } = novel;
		const asked = aimock.exchanges.length;
		const forecast = await run<PredictedCost>('estimateCost', { folder });
		const { costs } = await (await api()).openNovel(folder);
		const again = await costs.predictTotal(undefined, new AbortController().signal);
		assert.equal(aimock.exchanges.length, asked);
		assert.deepEqual([forecast.chapters, again.p50, again.calls], [2, forecast.p50, forecast.calls]);
		assert.ok(forecast.p50 > 0 && forecast.p90 > forecast.p50);
		const first = await run<PredictedCost>('estimateCost', { folder, chapters: '1' });
		assert.ok(first.chapters === 1 && first.p50 < forecast.p50);
		assert.match(await refusal('estimateCost', { folder, chapters: '9' }), /There is no chapter 9/);
	});

	it('sets budgets, and refuses what is none', async () => {
		const { folder } = novel;
		resets.push(await withSettings({ 'budget.usd': 50, 'budget.perMonthUsd': 0, 'budget.perRunUsd': 0 }));
		const status = await run<BudgetStatus>('setBudget', { folder, usd: 12.5, perMonthUsd: 4, perRunUsd: 2 });
		assert.deepEqual(
			[status.limit, status.month, status.runLimit],
			[12_500_000, { limit: 4_000_000, spent: 0, held: 0 }, 2_000_000],
		);
		for (const wrong of [{ usd: -1 }, { usd: Number.NaN }, { usd: '20' }, { usd: 1e9 }, { perRunUsd: -0.5 }])
			assert.match(await refusal('setBudget', { folder, ...wrong }), /setBudget cannot use that argument/);
		assert.equal((await run<BudgetStatus>('setBudget', { folder })).limit, 12_500_000);
	});

	it('stops a run cleanly at the budget, tells each alert once, and goes on when it is raised', async () => {
		const { folder } = novel;
		const { costs } = await (await api()).openNovel(folder);
		const alerts: BudgetAlert[] = [];
		const stop = costs.onAlert((alert) => alerts.push(alert));
		resets.push(await withSettings({ 'budget.usd': 0.018 }));
		const stopped = await run<GenerationReport>('generateNovel', { folder });
		assert.deepEqual([stopped.budgetExceeded?.scope, stopped.failures.length], ['novel', 1]);
		assert.match(
			stopped.failures[0] ?? '',
			/^The budget of \$0\.02 does not cover the next call to openai\/gpt-5-mini/,
		);
		const { spent, held, limit } = costs.checkBudget();
		assert.ok(spent > 0 && spent + held <= limit && held === 0, `${spent} and ${held} of ${limit}`);
		const levels = alerts.map(({ level }) => level);
		assert.deepEqual([new Set(levels).size, levels.at(-1)], [levels.length, 'BUDGET_EXCEEDED']);
		assert.deepEqual(costs.alertHistory(), alerts);

		await run('setBudget', { folder, usd: 1 });
		const done = await run<GenerationReport>('generateNovel', { folder });
		assert.deepEqual([done.failures, done.budgetExceeded], [[], undefined]);
		stop();
	});

	it('writes every call into a file, as CSV and as JSON, that sums up to what is shown', async () => {
		const { folder } = novel;
		await run('generateChapter', { folder, chapter: 1 });
		const { costs } = await (await api()).openNovel(folder);
		const { spent, calls } = costs.checkBudget();
		const [csv, json] = ['csv', 'json'].map((end) => path.join(tmpdir(), `ledger-${process.pid}.${end}`));
		assert.ok(csv && json);
		assert.equal(await run('exportLedger', { folder, file: csv }), csv);
		await run('exportLedger', { folder, file: json });
		const lines = (await readFile(csv, 'utf8')).trimEnd().split('\r\n');
		const rows = JSON.parse(await readFile(json, 'utf8')) as readonly { readonly cost_micro_usd: number }[];
		assert.deepEqual(
			[lines.length - 1, rows.length, rows.reduce((sum, row) => sum + row.cost_micro_usd, 0)],
			[calls, calls, spent],
		);
		assert.match(
			await refusal('exportLedger', { folder, file: path.join(folder, 'no', 'where.csv') }),
			/cannot be written/,
		);
		await Promise.all([csv, json].map((file) => rm(file)));
	});

	it('sends audits in a batch at the end of a run, and takes in what has come back', async () => {
		const { folder } = novel;
		const provider = await startBatchProvider(aimock.baseUrls.openai);
		resets.push(() => provider.close());
		const atProvider = { providers: { openai: { baseUrl: provider.url } }, 'execution.audits': 'batch' };
		resets.push(await withSettings(atProvider));
		const report = await run<GenerationReport>('generateChapter', { folder, chapter: 1 });
		const out = await run<CollectedAudits>('collectBatch', { folder });
		provider.end('completed', () => '{"findings":[]}');
		const back = await run<CollectedAudits>('collectBatch', { folder });
		const { savings } = (await (await api()).openNovel(folder)).costs.checkBudget();
		assert.deepEqual(
			{
				batched: report.batched?.chapters,
				out: [out.chapters, out.out, out.failures],
				back: [back.chapters, back.out, back.failures],
				saved: [back.saving > 0, savings.batch === back.saving],
			},
			{ batched: [1], out: [[], 1, []], back: [[1], 0, []], saved: [true, true] },
		);
		assert.match(await refusal('collectBatch', { folder, chapters: '1' }), /collectBatch cannot use that argument/);
	});

	it('recommends a model with reasons, and sets it when that is asked for', async () => {
		const { folder } = novel;
		const answer = await run<RecommendationAnswer>('recommendModel', {
			folder,
			stage: 'draft',
			quality: 'high',
			apply: true,
		});
		const [best] = answer.ranked;
		assert.ok(best !== undefined && best.model.quality === 'high');
		assert.ok(answer.ranked.every(({ cost }) => cost >= best.cost));
		assert.ok(best.reasons.some(({ kind }) => kind === 'cheapest-of-quality'));
		const { models } = await run<{ models?: unknown }>('chooseModels', { folder }).then((set) => ({
			models: set as unknown,
		}));
		assert.equal((models as Record<string, string>)['draft'], best.model.id);
		assert.match(
			await refusal('recommendModel', { folder, stage: 'dreaming', quality: 'high' }),
			/cannot use that argument/,
		);
	});
});
