import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { candidatePath } from '../../src/core/novel/manuscript.js';
import type { GenerationReport } from '../../src/core/pipeline/jobs.js';
import type { NovelProject } from '../../src/services/novelProject.js';
import type { AnthropicBatchProvider } from '../support/anthropicBatchProvider.js';
import { batchedNovelAtAnthropic, blockerIn, mended, type BatchedNovel } from '../support/novel/batchedNovel.js';
import { copyShortSample } from '../support/novel/sampleProject.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';

const never = new AbortController().signal;
const nothingFound = '{"findings":[]}';
/** 300 input tokens at $2 a million, 600 read from the cache at $0.2, 100 written at $2.5, 100 output at $10; halved. */
const auditCost = 985;

describe('audits in a batch of Anthropic', () => {
	const folder = temporaryFolder();
	let novel: BatchedNovel<AnthropicBatchProvider>;
	beforeEach(async () => {
		await copyShortSample(folder());
		novel = await batchedNovelAtAnthropic(folder);
	});
	afterEach(() => novel.close());

	const generate = (chapters: string): Promise<GenerationReport> =>
		novel.use((project) => project.generation.generate({ kind: 'chapters', chapters }, never));
	const collect = (): ReturnType<NovelProject['batches']['collect']> =>
		novel.use((project) => project.batches.collect(never));
	const submissions = (): number => novel.provider.log.filter((line) => line === 'POST /messages/batches').length;
	const audits = (): Promise<readonly unknown[]> =>
		novel.use(async ({ costs }) =>
			[...costs.ledgerRows()]
				.filter(({ stage }) => stage === 'continuity_audit')
				.map(({ lane, chapter, state, outcome, cost }) => [lane, chapter, state, outcome, cost]),
		);

	it('are sent at the end of a run, taken in, and mended by the next run', async () => {
		const first = await generate('1-2');
		const { reply, passage } = await blockerIn(folder(), first.chapters[1]?.path ?? '');
		novel.provider.end('completed', ({ body }) =>
			JSON.stringify(body).includes(JSON.stringify(passage).slice(1, -1)) ? reply : nothingFound,
		);
		const collected = await collect();
		const second = await generate('1-2');
		const candidate = await readFile(join(folder(), candidatePath(2)), 'utf8');
		assert.deepEqual(
			{
				batched: first.batched?.chapters,
				collected,
				second: [second.modelCalls, second.failures],
				candidate: candidate.includes(mended) && !candidate.includes(passage),
				audits: await audits(),
				left: novel.provider.files,
			},
			{
				batched: [1, 2],
				collected: { chapters: [1, 2], cost: 2 * auditCost, saving: 2 * auditCost, findings: 1, out: 0, failures: [] },
				second: [1, []],
				candidate: true,
				audits: [1, 2].map((chapter) => ['batch', chapter, 'reported', 'ok', auditCost]),
				left: [],
			},
		);
	});

	it('that were sent when the line was cut wait until the batch has ended, and are not sent again', async () => {
		novel.provider.trouble('POST /messages/batches', 'cut');
		const cut = await generate('1');
		novel.change('UPDATE batch SET created_at = created_at - 120000');
		const unsure = await collect();
		const meanwhile = await generate('1');
		novel.provider.end('completed', () => nothingFound);
		const found = await collect();
		assert.deepEqual(
			{
				failures: [cut.failures.length, unsure.failures, meanwhile.failures],
				out: [unsure.out, found.out],
				found: found.chapters,
				submissions: submissions(),
				audits: await audits(),
			},
			{
				failures: [1, [], []],
				out: [1, 0],
				found: [1],
				submissions: 1,
				audits: [['batch', 1, 'reported', 'ok', auditCost]],
			},
		);
	});

	it('whose results are gone after some weeks are given up as if they had been answered, and open again', async () => {
		await generate('1');
		novel.provider.end('completed', () => nothingFound);
		novel.provider.archive();
		novel.change('UPDATE batch SET created_at = created_at - 30 * 86400000');
		const gone = await collect();
		const again = await novel.use((project) => project.batches.offer());
		const { held } = await novel.use(async ({ costs }) => costs.checkBudget());
		assert.deepEqual([gone.out, gone.failures.length, gone.cost > 0, again?.chapters, held], [0, 1, true, [1], 0]);
	});

	it('are refused one by one: what was read counts, the rest is asked for at once', async () => {
		await generate('1-2');
		novel.provider.end('completed', (_request, at) =>
			at === 0 ? nothingFound : { status: 400, code: 'invalid_request_error' },
		);
		const collected = await collect();
		const next = await generate('1-2');
		assert.deepEqual(
			{ chapters: collected.chapters, failures: collected.failures.length, next: next.batched, audits: await audits() },
			{
				chapters: [1],
				failures: 1,
				next: undefined,
				audits: [
					['batch', 1, 'reported', 'ok', auditCost],
					['batch', 2, 'estimated', 'failed', 0],
					['now', 2, 'reported', 'ok', (await nowCost()) ?? 0],
				],
			},
		);
	});

	const nowCost = (): Promise<number | undefined> =>
		novel.use(
			async ({ costs }) =>
				[...costs.ledgerRows()].find(({ stage, lane }) => stage === 'continuity_audit' && lane === 'now')?.cost,
		);
});
