import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { GenerationReport } from '../../src/api.js';
import { startAimock, type Aimock } from '../support/aimock.js';
import {
	api,
	closeEditors,
	hostNovel,
	refusal,
	run,
	sampleFolder,
	withSettings,
	type HostNovel,
	isDashboardOpen,
} from '../support/host/hostNovel.js';
import { novelist } from '../support/novel/novelist.js';
import { until } from '../support/until.js';

const key = 'sk-sesame-0815-do-not-tell';

describe('Commands that are called with a plain argument', () => {
	let aimock: Aimock;
	let novel: HostNovel;
	let reset: () => Promise<void>;

	before(async () => {
		aimock = await startAimock({ keys: [key], handler: novelist });
		reset = await withSettings({
			'rehearsal.tokensPerSecond': 0,
			providers: {
				openai: { baseUrl: aimock.baseUrls.openai },
				unpriced: { baseUrl: aimock.baseUrls.openai.replace('127.0.0.1', 'localhost.localdomain') },
				nobody: { baseUrl: 'http://127.0.0.1:9/v1' },
			},
		});
	});

	after(async () => {
		await run('setApiKey', { provider: 'openai', key: '' });
		await reset();
		await aimock.close();
	});

	beforeEach(async () => {
		novel = await hostNovel();
	});

	afterEach(async () => {
		await run('cancelGeneration');
		for (const back of resets.splice(0).reverse()) await back();
		await novel.remove();
	});

	const resets: (() => Promise<void>)[] = [];
	/** Until the end of the test. */
	const use = async (model: string, more: Readonly<Record<string, unknown>> = {}): Promise<void> => {
		resets.push(await withSettings({ 'models.plan': model, 'models.draft': model, 'models.check': model, ...more }));
	};

	describe('newNovel', () => {
		let directory: string;

		beforeEach(async () => {
			directory = await mkdtemp(path.join(tmpdir(), 'prometheus-new-'));
		});

		afterEach(() => rm(directory, { recursive: true, force: true }));

		it('writes a novel into a folder and leaves the window as it is', async () => {
			const folder = path.join(directory, 'book');
			const made = await run('newNovel', { folder, title: 'The Lamp', premise: 'A keeper lies.', chapters: 3 });
			assert.deepEqual(made, { folder });
			const info = JSON.parse(await readFile(path.join(folder, 'novel.json'), 'utf8')) as Record<string, unknown>;
			assert.deepEqual([info['title'], info['chapters'], info['wordsPerChapter']], ['The Lamp', 3, 2_000]);
			assert.match(await readFile(path.join(folder, 'bible', 'premise.md'), 'utf8'), /A keeper lies\./);
		});

		it('refuses a folder that holds a novel, and leaves it alone', async () => {
			const before = await readFile(novel.uri('novel.json').fsPath, 'utf8');
			assert.equal(
				await refusal('newNovel', { folder: novel.folder, title: 'Another' }),
				`${novel.folder} holds a novel already. Open it, or choose another folder.`,
			);
			assert.equal(await readFile(novel.uri('novel.json').fsPath, 'utf8'), before);
		});

		it('says in a sentence that a folder cannot be written to', async () => {
			const file = path.join(directory, 'a-file');
			await writeFile(file, '');
			assert.match(
				await refusal('newNovel', { folder: path.join(file, 'book'), title: 'X' }),
				/a-file.* cannot be .*\.$/,
			);
		});

		it('is followed by a plan, and the plan by a chapter, from nothing but a premise', async () => {
			const folder = path.join(directory, 'book');
			await run('newNovel', {
				folder,
				title: 'The Lamp',
				premise: 'A keeper lies about one night.',
				chapters: 2,
				wordsPerChapter: 400,
			});
			const plan = await run<GenerationReport>('planNovel', { folder });
			assert.deepEqual([plan.failures, plan.chapters], [[], []]);
			assert.match(await readFile(path.join(folder, 'outline.md'), 'utf8'), /^## 1\. .+\n[^]*^## 2\. /m);
			for (const file of ['concept.md', 'beat-sheet.md', 'motifs.md'])
				assert.ok(existsSync(path.join(folder, 'bible', file)));
			const next = await run<GenerationReport>('generateNextChapter', { folder });
			assert.deepEqual(next.failures, []);
			assert.deepEqual(
				next.chapters.map(({ chapter, state }) => [chapter, state]),
				[[1, 'drafted']],
			);
			await closeEditors();
		});
	});

	describe('a bad argument', () => {
		const bad: readonly (readonly [string, unknown])[] = [
			['newNovel', { title: '' }],
			['newNovel', { title: 'X', folder: 'not/absolute' }],
			['generateNextChapter', { fodler: '/x' }],
			['generateNextChapter', 'a string'],
			['generateNovel', { chapters: 3 }],
			['generateChapter', { chapter: 'three' }],
			['chooseModels', { draft: '' }],
			['chooseModels', { draft: 'no slash' }],
			['setApiKey', { provider: 'openai' }],
			['showSpending', { folder: 7 }],
			['acceptCandidate', { chapter: 0 }],
		];
		for (const [command, argument] of bad) {
			it(`is refused with what is wanted: ${command} ${JSON.stringify(argument)}`, async () => {
				assert.match(
					await refusal(command, argument),
					/^(prometheusNovel\.\w+ cannot use that argument\. |").*[a-z"]/s,
				);
			});
		}

		it('does not bring a chapter into being', async () => {
			assert.match(await refusal('generateChapter', { folder: novel.folder, chapter: 9 }), /chapter 9.*3|3.*chapter/i);
			assert.equal(existsSync(novel.uri('manuscript').fsPath), false);
		});
	});

	describe('a run', () => {
		it('is refused while another one goes on, which can still be cancelled', async () => {
			const slow = await withSettings({ 'rehearsal.tokensPerSecond': 60 });
			const first = run<GenerationReport>('generateNextChapter', { folder: novel.folder });
			await until('text arrives', () => novel.rows<{ n: number }>('SELECT count(*) AS n FROM stream')[0]?.n);
			assert.equal(
				await refusal('generateNextChapter', { folder: novel.folder }),
				'This novel is being generated already, here or in another window. Wait for it, or cancel it first.',
			);
			await run('cancelGeneration');
			assert.equal((await first).cancelled, true);
			await slow();
		});

		it('starts nothing new while it is paused, and goes on where it was', async () => {
			const restore = await withSettings({ 'rehearsal.tokensPerSecond': 300 });
			assert.equal(await run('pauseGeneration'), 0);
			const running = run<GenerationReport>('generateNextChapter', { folder: novel.folder });
			const written = 'SELECT count(*) AS n FROM stream';
			await until('text arrives', () => (novel.rows<{ n: number }>(written)[0]?.n ?? 0) > 0);
			const paused = await run('pauseGeneration', { folder: novel.folder });
			const open = "SELECT count(*) AS n FROM call WHERE outcome = 'running'";
			await until('no call is open', () => novel.rows<{ n: number }>(open)[0]?.n === 0);
			await restore();
			assert.deepEqual([paused, await run('resumeGeneration'), await run('resumeGeneration')], [1, 1, 0]);
			assert.deepEqual(
				(await running).chapters.map(({ state }) => state),
				['drafted'],
			);
		});

		it('goes on while other novels come and go', async () => {
			const restore = await withSettings({ 'rehearsal.tokensPerSecond': 300 });
			const running = run<GenerationReport>('generateNextChapter', { folder: novel.folder });
			await until('text arrives', () => novel.rows<{ n: number }>('SELECT count(*) AS n FROM stream')[0]?.n);
			const other = await hostNovel();
			const { folder } = await run<{ folder: string }>('newNovel', { folder: `${other.folder}-new`, title: 'New' });
			await Promise.all([other.remove(), rm(folder, { recursive: true })]);
			await run('newNovel', { folder, title: 'New' });
			await restore();
			const { cancelled, chapters } = await running;
			assert.deepEqual([cancelled, chapters.map(({ state }) => state)], [false, ['drafted']]);
			await rm(folder, { recursive: true });
		});

		it('is refused before it costs anything when no price is known, with both ways out', async () => {
			await run('setApiKey', { provider: 'unpriced', key, check: false });
			await use('unpriced/model');
			assert.match(
				await refusal('generateNextChapter', { folder: novel.folder }),
				/^No price is known for "unpriced\/model"\. .*set one .*prometheusNovel\.prices.* or mark the model free there\.$/i,
			);
			assert.deepEqual(novel.rows('SELECT id FROM call'), []);
		});

		it('ends with a sentence when the budget does not reach', async () => {
			await run('setApiKey', { provider: 'openai', key, check: false });
			await use('openai/gpt-5-mini', { 'budget.usd': 0.000_1 });
			const report = await run<GenerationReport>('generateNextChapter', { folder: novel.folder });
			assert.match(report.failures.join(' '), /budget/i);
			assert.equal(report.costMicroUsd, 0);
			assert.equal(report.chapters[0]?.state, 'failed');
		});

		it('ends with a sentence when the key is wrong, without the key in it', async () => {
			await run('setApiKey', { provider: 'openai', key: 'sk-wrong-but-secret', check: false });
			await use('openai/gpt-5-mini');
			const report = await run<GenerationReport>('generateNextChapter', { folder: novel.folder });
			assert.match(report.failures.join(' '), /key/i);
			assert.doesNotMatch(report.failures.join(' '), /secret/);
			assert.equal(report.costMicroUsd, 0);
		});

		it('is refused with a sentence when there is no key', async () => {
			await use('anthropic/claude-sonnet-4-5');
			assert.match(await refusal('generateNextChapter', { folder: novel.folder }), /key.*Set API Key/i);
		});
	});

	describe('setApiKey', () => {
		it('takes a key that the provider accepts, and refuses one that it does not', async () => {
			assert.deepEqual(await run('setApiKey', { provider: 'openai', key }), {
				provider: 'openai',
				verdict: 'accepted',
			});
			assert.equal(
				await refusal('setApiKey', { provider: 'openai', key: 'sk-wrong' }),
				'OpenAI does not accept this key. Copy it again from your account there.',
			);
			await use('openai/gpt-5-mini');
			const report = await run<GenerationReport>('generateNextChapter', { folder: novel.folder });
			assert.deepEqual(report.failures, [], 'the accepted key is still there');
		});

		it('keeps a key that could not be checked', async () => {
			assert.deepEqual(await run('setApiKey', { provider: 'nobody', key: 'any' }), {
				provider: 'nobody',
				verdict: 'unverifiable',
			});
			await run('setApiKey', { provider: 'nobody', key: '' });
		});
	});

	it('chooseModels sets the models and returns them', async () => {
		try {
			assert.deepEqual(await run('chooseModels', { draft: 'openai/gpt-5-mini', check: 'openai/gpt-5-nano' }), {
				plan: 'rehearsal',
				draft: 'openai/gpt-5-mini',
				check: 'openai/gpt-5-nano',
			});
			const own = await readFile(path.join(sampleFolder(), '.vscode', 'settings.json'), 'utf8');
			assert.match(own, /"prometheusNovel\.models\.draft": "openai\/gpt-5-mini"/);
		} finally {
			await rm(path.join(sampleFolder(), '.vscode'), { recursive: true, force: true });
		}
	});

	it('showSpending shows what the ledger has, to the micro-dollar', async () => {
		await run('setApiKey', { provider: 'openai', key, check: false });
		await use('openai/gpt-5-mini');
		await run('generateNextChapter', { folder: novel.folder });
		const totals = await run<{ spent: number; calls: number }>('showSpending', { folder: novel.folder });
		const [ledger] = novel.rows<{ spent: number; calls: number }>(
			'SELECT sum(cost_micro_usd) AS spent, count(*) AS calls FROM call',
		);
		assert.ok(ledger !== undefined && ledger.spent > 0);
		assert.deepEqual({ spent: totals.spent, calls: totals.calls }, { ...ledger });
		await until('the dashboard is open', isDashboardOpen);
		assert.deepEqual((await (await api()).openNovel(novel.folder)).totals().calls, ledger.calls);
	});

	describe('a file of the novel that is broken', () => {
		it('is named with its line, by the command and in Problems', async () => {
			const folder = sampleFolder();
			const file = path.join(folder, 'novel.json');
			const sound = await readFile(file, 'utf8');
			await writeFile(file, sound.replace('"chapters": 12', '"chapters": "twelve"'));
			try {
				const line = sound.split('\n').findIndex((one) => one.includes('"chapters"'));
				const [problem] = await until('there is a Problem', () => {
					const found = vscode.languages
						.getDiagnostics(vscode.Uri.file(file))
						.filter(({ source }) => source === 'Prometheus Novel');
					return found.length > 0 ? found : undefined;
				});
				assert.equal(problem?.range.start.line, line);
				assert.equal(
					await refusal('generateNextChapter', { folder }),
					`novel.json, line ${line + 1}: ${problem?.message}`,
				);
			} finally {
				await writeFile(file, sound);
			}
			await until('the Problem is gone', () =>
				vscode.languages.getDiagnostics(vscode.Uri.file(file)).every(({ source }) => source !== 'Prometheus Novel'),
			);
		});

		it('may be an outline without chapters', async () => {
			await writeFile(novel.uri('outline.md').fsPath, 'Nothing here yet, but a thought.\n');
			assert.match(await refusal('generateNextChapter', { folder: novel.folder }), /^outline\.md, line 1: .*\.$/);
			assert.equal(await readFile(novel.uri('outline.md').fsPath, 'utf8'), 'Nothing here yet, but a thought.\n');
		});
	});

	it('leave no trace of a key in any file but the secret storage', async () => {
		await run('setApiKey', { provider: 'openai', key });
		await use('openai/gpt-5-mini');
		await run('generateNextChapter', { folder: novel.folder });
		const database = await readFile(novel.uri('.prometheus/novel.db').fsPath, 'latin1');
		assert.equal(database.includes(key), false);
		const wal = await readFile(novel.uri('.prometheus/novel.db-wal').fsPath, 'latin1').catch(() => '');
		assert.equal(wal.includes(key), false);
	});
});
