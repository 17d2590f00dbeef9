import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { LedgerRow } from '../../src/core/cost/ledger.js';
import { candidatePath } from '../../src/core/novel/manuscript.js';
import type { GenerationReport } from '../../src/core/pipeline/jobs.js';
import type { NovelProject } from '../../src/services/novelProject.js';
import type { SentRequest } from '../support/batchProvider.js';
import { batchedNovel, blockerIn, mended, type BatchedNovel } from '../support/novel/batchedNovel.js';
import { copyShortSample } from '../support/novel/sampleProject.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';

const never = new AbortController().signal;
const nothingFound = '{"findings":[]}';

describe('audits in a batch', () => {
	const folder = temporaryFolder();
	let novel: BatchedNovel;
	beforeEach(async () => {
		await copyShortSample(folder());
		novel = await batchedNovel(folder);
	});
	afterEach(() => novel.close());

	const generate = (chapters: string, settings = {}): Promise<GenerationReport> =>
		novel.use((project) => project.generation.generate({ kind: 'chapters', chapters }, never), settings);
	const collect = (): ReturnType<NovelProject['batches']['collect']> =>
		novel.use((project) => project.batches.collect(never));
	const rows = (): Promise<readonly LedgerRow[]> => novel.use(async ({ costs }) => [...costs.ledgerRows()]);
	const audits = async (): Promise<readonly Record<string, unknown>[]> =>
		(await rows())
			.filter(({ stage }) => stage === 'continuity_audit')
			.map(({ lane, chapter, state, outcome, cost, fault }) => ({ lane, chapter, state, outcome, cost, fault }));
	const sent = (): readonly SentRequest[] => novel.provider.batches.flatMap(({ requests }) => requests);
	/** 1,000 input tokens at $2 and 100 output tokens at $10 a million, halved. */
	const read = { lane: 'batch', state: 'reported', outcome: 'ok', cost: 1_500, fault: undefined };
	const notAnswered = { lane: 'batch', state: 'estimated', outcome: 'failed', cost: 0, fault: 'overloaded' };
	const held = { lane: 'batch', state: 'held', outcome: 'running', cost: 0, fault: undefined };

	it('are sent at the end of a run, taken in, and mended by the next run at once; the ledger adds up', async () => {
		const first = await generate('1-2');
		const out = await audits();
		const { reply, passage } = await blockerIn(folder(), first.chapters[1]?.path ?? '');
		novel.provider.end('completed', ({ body }) =>
			JSON.stringify(body).includes(JSON.stringify(passage).slice(1, -1)) ? reply : nothingFound,
		);
		const collected = await collect();
		const before = novel.aimock.exchanges.length;
		const second = await generate('1-2');
		const third = await generate('1-2');
		const stages = (await rows()).slice(-1).map(({ stage, lane }) => `${stage} ${lane}`);
		const candidate = await readFile(join(folder(), candidatePath(2)), 'utf8');
		const totals = await novel.use(async ({ costs }) => costs.checkBudget());
		const all = await rows();
		assert.deepEqual(
			{
				batched: first.batched?.chapters,
				saves: (first.batched?.saving ?? 0) > 0,
				out,
				collected,
				again: [novel.aimock.exchanges.length - before, second.modelCalls, second.batched, second.failures],
				stages,
				third: [third.upToDate, third.batched],
				candidate: candidate.includes(mended) && !candidate.includes(passage),
				audits: await audits(),
				open: [totals.held, totals.savings.batch],
				files: novel.provider.files,
			},
			{
				batched: [1, 2],
				saves: true,
				out: [
					{ ...held, chapter: 1 },
					{ ...held, chapter: 2 },
				],
				collected: { chapters: [1, 2], cost: 3_000, saving: 3_000, findings: 1, out: 0, failures: [] },
				again: [1, 1, undefined, []],
				stages: ['continuity_fix now'],
				third: [true, undefined],
				candidate: true,
				audits: [
					{ ...read, chapter: 1 },
					{ ...read, chapter: 2 },
				],
				open: [0, 3_000],
				files: [],
			},
		);
		assert.equal(
			all.reduce((sum, { cost }) => sum + cost, 0),
			totals.spent,
		);
	});

	it('are told among the problems of a file as soon as they are back', async () => {
		const { chapters } = await generate('1');
		const path = chapters[0]?.path ?? '';
		const { reply, passage } = await blockerIn(folder(), path);
		novel.provider.end('completed', () => reply);
		const told = Promise.withResolvers<void>();
		await novel.use(async (project) => {
			project.generation.onProblems(({ problems }) => {
				if (problems.some(({ code }) => code === 'memory')) told.resolve();
			});
			await project.batches.collect(never);
			await told.promise;
		});
		const found = novel.problems.get(path)?.filter(({ code }) => code === 'memory') ?? [];
		assert.deepEqual(
			found.map(({ severity, message }) => [severity, message.includes(passage)]),
			[['warning', true]],
		);
	});

	it('that the provider does not come to cost nothing and are open again', async () => {
		await generate('1-2');
		novel.provider.end('expired', (_request, at) => (at === 0 ? nothingFound : undefined));
		const collected = await collect();
		const again = await novel.use((project) => project.batches.offer());
		assert.deepEqual(
			{
				chapters: collected.chapters,
				failures: collected.failures.length,
				again: again?.chapters,
				audits: await audits(),
			},
			{
				chapters: [1],
				failures: 1,
				again: [2],
				audits: [
					{ ...read, chapter: 1 },
					{ ...notAnswered, chapter: 2 },
				],
			},
		);
	});

	it('that nobody can read, or that are refused, are left to the next run, which asks at once', async () => {
		await generate('1-2');
		novel.provider.end('completed', (_request, at) =>
			at === 0 ? 'Mock batch completion' : { status: 400, code: 'content_filter' },
		);
		const collected = await collect();
		const offer = await novel.use((project) => project.batches.offer());
		const next = await generate('1-2');
		assert.deepEqual(
			{ read: collected.chapters, failures: collected.failures.length, offer, next: [next.modelCalls, next.batched] },
			{ read: [], failures: 2, offer: undefined, next: [2, undefined] },
		);
		assert.deepEqual(
			(await audits()).map(({ lane, outcome, fault }) => [lane, outcome, fault]),
			[
				['batch', 'ok', undefined],
				['batch', 'failed', 'refused'],
				['now', 'ok', undefined],
				['now', 'ok', undefined],
			],
		);
	});

	it('that come back from aimock, which writes none, are paid for and asked for at once by the next run', async () => {
		const atAimock = { providers: { openai: { baseUrl: novel.aimock.baseUrls.openai } } };
		const first = await generate('1', atAimock);
		const looks = [];
		for (let look = 0; look < 2; look++)
			looks.push(await novel.use((project) => project.batches.collect(never), atAimock));
		const next = await generate('1', atAimock);
		// One input token at $2 and one output token at $10 a million, halved.
		const unread = { lane: 'batch', chapter: 1, state: 'reported', outcome: 'ok', cost: 6, fault: undefined };
		assert.deepEqual(
			{
				sent: first.batched?.chapters,
				looks: looks.map(({ out, chapters, failures }) => [out, chapters, failures.length]),
				next: [next.modelCalls, next.batched, next.failures],
				audits: (await audits()).map((audit) => (audit['lane'] === 'now' ? audit['outcome'] : audit)),
			},
			{
				sent: [1],
				looks: [
					[1, [], 0],
					[0, [], 1],
				],
				next: [1, undefined, []],
				audits: [unread, 'ok'],
			},
		);
	});

	it('of a batch that is refused as a whole are asked for at once by the next run', async () => {
		await generate('1');
		novel.provider.end('failed', () => undefined);
		const { failures } = await collect();
		const next = await generate('1');
		assert.deepEqual(
			[failures.length, next.batched, (await audits()).map(({ lane, outcome }) => [lane, outcome])],
			[
				1,
				undefined,
				[
					['batch', 'failed'],
					['now', 'ok'],
				],
			],
		);
	});

	it('of a batch that the provider knows nothing more of stay out for days, and are then given up as if answered', async () => {
		await generate('1');
		novel.change("UPDATE batch SET provider_id = 'batch_nowhere'");
		const soon = await collect();
		novel.change('UPDATE batch SET created_at = created_at - 4 * 86400000');
		const late = await collect();
		const [row] = await audits();
		assert.deepEqual(
			[soon.out, soon.failures.length, late.out, late.cost === row?.['cost'], late.cost > 0, row?.['outcome']],
			[1, 1, 0, true, true, 'aborted'],
		);
	});

	it('that were sent when the line was cut are found, and not sent again', async () => {
		novel.provider.trouble('POST /batches', 'cut');
		const report = await generate('1');
		novel.provider.end('completed', () => nothingFound);
		const collected = await collect();
		await generate('1');
		assert.deepEqual(
			[report.failures.length, collected.chapters, novel.provider.batches.length, await audits()],
			[1, [1], 1, [{ ...read, chapter: 1 }]],
		);
	});

	it('that never left a process that died are open again once that is certain, and sent once', async () => {
		novel.provider.trouble('POST /batches', { before: 503 });
		await generate('1');
		novel.change(`UPDATE batch SET owner = '${hostname()}:9999999:1'`);
		const soon = await collect();
		novel.change('UPDATE batch SET created_at = created_at - 120000');
		const later = await collect();
		const afterwards = await audits();
		const sentAgain = await novel.use((project) => project.batches.submit(never));
		assert.deepEqual(
			[soon.out, later.out, afterwards, sentAgain?.chapters, sent().length, await audits()],
			[1, 0, [], [1], 1, [{ ...held, chapter: 1 }]],
		);
	});

	it('that are on their way in another window are left to it', async () => {
		novel.provider.trouble('POST /batches', { before: 503 });
		await generate('1');
		novel.change(`UPDATE batch SET owner = 'another-machine:1:1', created_at = created_at - 120000`);
		assert.deepEqual([(await collect()).out, (await audits()).length], [1, 1]);
	});

	it('that are turned away hold nothing, and the run tells why', async () => {
		novel.provider.trouble('POST /files', { before: 401 });
		const report = await generate('1');
		const { held: stillHeld } = await novel.use(async ({ costs }) => costs.checkBudget());
		const { isOut } = await novel.use(async ({ batches }) => ({ isOut: batches.isOut }));
		assert.deepEqual(
			[report.chapters[0]?.state, report.failures.length, report.batched, stillHeld, isOut],
			['drafted', 1, undefined, 0, false],
		);
	});

	it('survive a kill while they are collected: settled once, read once', async () => {
		await generate('1-2');
		novel.provider.end('completed', () => nothingFound);
		const [batch] = novel.provider.batches;
		novel.provider.trouble(`GET /files/${batch?.files.output}/content`, 'cut');
		const cut = await collect();
		const [one, other] = await novel.use((first) =>
			novel.use((second) => Promise.all([first.batches.collect(never), second.batches.collect(never)])),
		);
		assert.deepEqual(
			[cut.failures.length, cut.out, one.cost + other.cost, await audits()],
			[1, 1, 3_000, [1, 2].map((chapter) => ({ ...read, chapter }))],
		);
	});

	it('are bought once when two windows submit at the same moment', async () => {
		await generate('1-2', { audits: 'now' });
		novel.change("DELETE FROM stage_result WHERE node LIKE '%/continuity_audit' OR node LIKE '%/checked'");
		const submitted = await novel.use((first) =>
			novel.use((second) => Promise.all([first.batches.submit(never), second.batches.submit(never)])),
		);
		assert.deepEqual([submitted.flatMap((one) => one?.chapters ?? []), sent().length], [[1, 2], 2]);
	});

	it('that are cancelled are paid for as far as they were answered', async () => {
		await generate('1-2');
		await novel.use((project) => project.batches.cancel(never));
		const during = await novel.use((project) => project.batches.state(never));
		novel.provider.end('cancelled', (_request, at) => (at === 0 ? nothingFound : undefined));
		const { chapters, out, failures } = await collect();
		assert.deepEqual(
			[during.map(({ progress }) => progress), chapters, out, failures, await audits()],
			[
				[{ completed: 0, total: 2 }],
				[1],
				0,
				[],
				[
					{ ...read, chapter: 1 },
					{ ...notAnswered, chapter: 2 },
				],
			],
		);
	});

	it('go as far as the budget does', async () => {
		await generate('1-2', { audits: 'now' });
		novel.change("DELETE FROM stage_result WHERE node LIKE '%/continuity_audit' OR node LIKE '%/checked'");
		const { spent } = await novel.use(async ({ costs }) => costs.checkBudget());
		const room = { budgetUsd: (spent + 70_000) / 1_000_000 };
		const some = await novel.use((project) => project.batches.submit(never), room);
		await assert.rejects(
			novel.use((project) => project.batches.submit(never), room),
			/budget/i,
		);
		assert.deepEqual([some?.chapters, sent().length], [[1], 1]);
	});

	it('are neither offered nor left out where the provider takes none', async () => {
		const prices = { 'openai/gpt-4o': { input: 2, output: 10 } };
		const report = await generate('1', { prices });
		const offer = await novel.use((project) => project.batches.offer(), { prices });
		const lanes = (await audits()).map(({ lane, outcome }) => [lane, outcome]);
		assert.deepEqual([report.batched, offer, lanes], [undefined, undefined, [['now', 'ok']]]);
	});
});
