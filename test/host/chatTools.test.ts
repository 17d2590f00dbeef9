import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { chatTools } from '../../src/host/chat/chatTools.js';
import type { ToolName } from '../../src/host/chat/toolNames.js';
import { Keys } from '../../src/host/keys.js';
import { Novels } from '../../src/host/novels.js';
import type { CostForecast } from '../../src/services/cost/forecastService.js';
import { startAimock, type Aimock } from '../support/aimock.js';
import { startEmbeddingServer } from '../support/embeddingServer.js';
import { api, extensionId, hostNovel, run, withSettings, type HostNovel } from '../support/host/hostNovel.js';
import { novelist } from '../support/novel/novelist.js';
import { until } from '../support/until.js';

const chapter = 'manuscript/01-lamp-1.md';
const text =
	'# Lamp 1\n\nThe bell rang once. Noreen Tuplin put her hand on the brake.\n\n* * *\n\nA key was missing.\n';

interface Found {
	readonly novel: string;
	readonly note?: string;
	readonly matches: readonly {
		readonly kind: string;
		readonly text: string;
		readonly why: string;
		readonly chapter?: number;
		readonly scene?: number;
		readonly file?: string;
		readonly line?: number;
	}[];
	readonly leftOut?: number;
}

describe('Tools for language models', function () {
	this.timeout(60_000);
	const key = 'sk-tools-2718';
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
		novel = await hostNovel({ chapters: 3 });
		await (await api()).openNovel(novel.folder);
	});

	afterEach(async () => {
		for (const reset of resets.splice(0).reverse()) await reset();
		await novel.remove();
	});

	const ask = async <Answer>(name: ToolName, input: object): Promise<Answer> =>
		JSON.parse(await asked(name, { novel: novel.folder, ...input })) as Answer;
	const calls = (): number => novel.rows('SELECT * FROM call').length;
	const withModel = async (): Promise<void> => {
		const providers = { openai: { baseUrl: aimock.baseUrls.openai } };
		const model = 'openai/gpt-5-mini';
		const models = { 'models.plan': model, 'models.draft': model, 'models.check': model };
		resets.push(await withSettings({ providers, ...models }));
	};

	it('are offered to models with a schema, and to people in their own words', () => {
		const tools = vscode.lm.tools.filter(({ name }) => name.startsWith('prometheusNovel_'));
		assert.deepEqual(tools.map(({ name }) => name).toSorted(), [
			'prometheusNovel_chapterStatus',
			'prometheusNovel_estimateCost',
			'prometheusNovel_searchStoryMemory',
		]);
		for (const { inputSchema, description } of tools) {
			assert.equal((inputSchema as { additionalProperties?: unknown }).additionalProperties, false);
			assert.ok(description.length > 300 && !description.startsWith('%'), description);
		}
	});

	it('find a passage with the file and line it stands at, and nothing of a later chapter', async () => {
		await writeChapter();
		const { folder } = novel;
		await run('memory.add', { folder, text: 'Wilf Tuplin hid the key in the ledger.', chapter: 2 });
		const passage = await until('the chapter is remembered', async () =>
			(await ask<Found>('searchStoryMemory', { query: 'the bell on the brake', kinds: ['scene'] })).matches.at(0),
		);
		assert.deepEqual(passage, {
			chapter: 1,
			scene: 1,
			kind: 'scene',
			text: 'The bell rang once. Noreen Tuplin put her hand on the brake.',
			why: passage.why,
			file: path.join(folder, chapter),
			line: 3,
		});
		assert.match(passage.why, /^has “bell”, “brake”/);
		const texts = async (input: object): Promise<readonly string[]> =>
			(await ask<Found>('searchStoryMemory', { query: 'key', ...input })).matches.map((match) => match.text);
		assert.deepEqual(
			[await texts({ kinds: ['note'] }), await texts({ asOfChapter: 1 }), (await texts({ limit: 1 })).length],
			[
				['Wilf Tuplin hid the key in the ledger.'],
				['A key was missing.', 'The bell rang once. Noreen Tuplin put her hand on the brake.'],
				1,
			],
		);
	});

	it('say that a book remembers nothing, where it does', async () => {
		const { matches, note } = await ask<Found>('searchStoryMemory', { query: 'key' });
		assert.deepEqual(matches, []);
		assert.match(note ?? '', /^This book remembers nothing yet\./);
	});

	it('keep to the room that a model has, and say what was left out', async () => {
		const { folder } = novel;
		for (const number of [1, 2, 3, 4, 5])
			await run('memory.add', { folder, text: `Note ${number}: the lamp is out. ${'It stays dark. '.repeat(20)}` });
		const count = (whole: string): Promise<number> => Promise.resolve(whole.length);
		const small = await asked(
			'searchStoryMemory',
			{ novel: folder, query: 'lamp' },
			{ tokenBudget: 700, countTokens: count },
		);
		const found = JSON.parse(small) as Found;
		assert.ok(small.length <= 700 && small.length > 500, String(small.length));
		assert.deepEqual([found.matches.length + (found.leftOut ?? 0), found.matches.length > 0], [5, true]);
		for (const name of ['estimateCost', 'chapterStatus'] as const) {
			const whole = await asked(name, { novel: folder });
			const budget = whole.length - 1;
			const cut = await asked(name, { novel: folder }, { tokenBudget: budget, countTokens: count });
			assert.ok(cut.length <= budget && cut.length > budget / 2, `${name}: ${cut.length} of ${budget}`);
			assert.doesNotThrow(() => JSON.parse(cut) as unknown);
		}
	});

	it('estimate what the command estimates, and spend nothing', async () => {
		await withModel();
		const { folder } = novel;
		const sent = aimock.exchanges.length;
		const forecast = await run<CostForecast>('estimateCost', { folder, chapters: '2' });
		const told = await ask<Record<string, unknown>>('estimateCost', { chapters: '2' });
		assert.deepEqual(
			[told['chaptersToDraft'], told['p50Usd'], told['p90Usd'], told['budgetLeftUsd'], told['calls']],
			[forecast.chapters, forecast.p50 / 1e6, forecast.p90 / 1e6, forecast.left / 1e6, forecast.calls],
		);
		assert.deepEqual(
			[(told['byStage'] as unknown[]).length, (told['byChapter'] as unknown[]).length],
			[forecast.byStage.length, forecast.byChapter.length],
		);
		assert.ok(forecast.p50 > 0);
		await ask('searchStoryMemory', { query: 'lamp' });
		await ask('chapterStatus', {});
		assert.deepEqual([aimock.exchanges.length - sent, calls()], [0, 0]);
		await assert.rejects(ask('estimateCost', { chapters: '9' }), /There is no chapter 9/);
	});

	it('tell how chapters stand: words, goal, cost, a candidate and findings', async () => {
		await withModel();
		const { folder } = novel;
		await run('generateChapter', { folder, chapter: 1 });
		await mkdir(path.join(folder, '.prometheus', 'candidates'), { recursive: true });
		await writeFile(path.join(folder, '.prometheus', 'candidates', '02.md'), '# Lamp 2\n\nAnother.\n');
		const all = await ask<{ chapters: Record<string, unknown>[]; spentUsd: number; novel: string }>(
			'chapterStatus',
			{},
		);
		const [drafted, planned] = all.chapters;
		const { costs } = await (await api()).openNovel(folder);
		const cost = costs.costBreakdown('chapter').find((row) => row.key === 1)?.spent ?? 0;
		assert.deepEqual(planned, {
			chapter: 2,
			title: 'Lamp 2',
			state: 'planned',
			words: 0,
			wordsGoal: 600,
			costUsd: 0,
			candidate: path.join(folder, '.prometheus', 'candidates', '02.md'),
			openFindings: 0,
		});
		assert.deepEqual(
			[all.novel, all.chapters.length, all.spentUsd, drafted?.['state'], drafted?.['file'], drafted?.['costUsd']],
			['The Lamp', 3, costs.checkBudget().spent / 1e6, 'drafted', path.join(folder, chapter), cost / 1e6],
		);
		assert.ok(cost > 0 && Number(drafted?.['words']) > 300);
		const one = await ask<{ findings: { line: number; message: string }[]; openFindings: number }>('chapterStatus', {
			chapter: 1,
		});
		const shown = vscode.languages.getDiagnostics(novel.uri(chapter));
		assert.deepEqual(
			one.findings.map(({ line, message }) => ({ line, message })),
			shown.map(({ range, message }) => ({ line: range.start.line + 1, message })),
		);
		assert.deepEqual([one.findings.length > 0, one.openFindings], [true, one.findings.length]);
		await assert.rejects(
			ask('chapterStatus', { chapter: 4 }),
			/There is no chapter 4: the outline ends with chapter 3\./,
		);
	});

	const bad: readonly (readonly [ToolName, unknown, RegExp])[] = [
		['searchStoryMemory', {}, /query/],
		['searchStoryMemory', { query: '' }, /query/],
		['searchStoryMemory', { query: 'x', asOfChapter: 0 }, /asOfChapter/],
		['searchStoryMemory', { query: 'x', kinds: ['rumour'] }, /kinds/],
		['searchStoryMemory', { query: 'x', limit: 1e9 }, /limit/],
		['searchStoryMemory', { query: 'x'.repeat(2_001) }, /query/],
		['estimateCost', { chapters: 3 }, /chapters/],
		['estimateCost', { model: 'openai/gpt-5' }, /model/],
		['chapterStatus', { chapter: 'one' }, /chapter/],
		['chapterStatus', { chapter: 1.5 }, /chapter/],
	];
	for (const [name, input, named] of bad) {
		it(`refuse ${name} with ${JSON.stringify(input).slice(0, 60)}, and say what is wanted`, async () => {
			await assert.rejects(asked(name, input as object), (error: Error) => {
				assert.match(
					error.message,
					new RegExp(`${name} cannot use that input\\. Call it again with what its schema says\\.`),
				);
				assert.match(error.message, named);
				return true;
			});
		});
	}

	it('answer about the novel of the window when none is named, and ask when the named one is not known', async () => {
		const { novel: title } = JSON.parse(await asked('chapterStatus', {})) as { readonly novel: string };
		assert.equal(title, 'Ten Stone a Head');
		await assert.rejects(
			asked('chapterStatus', { novel: 'The Door' }),
			/No novel of this window has that title or folder\. Ask the author which novel is meant/,
		);
	});

	it('say what to do in a window without a novel', async () => {
		const tools = chatTools({ folders: () => [], opened: [], open: () => assert.fail('nothing is opened') });
		const options = { input: { query: 'lamp' }, toolInvocationToken: undefined };
		assert.deepEqual(Object.keys(await tools.searchStoryMemory.prepareInvocation(options)), ['invocationMessage']);
		for (const [name, input] of [
			['searchStoryMemory', { query: 'lamp' }],
			['estimateCost', {}],
			['chapterStatus', {}],
		] as const)
			await assert.rejects(
				tools[name].invoke({ ...options, input }, new vscode.CancellationTokenSource().token),
				/^AppError: There is no novel in this window\. Tell the author to create one/,
			);
	});

	it('stop when they are cancelled', async () => {
		const cancelled = new vscode.CancellationTokenSource();
		const asking = asked('estimateCost', { novel: novel.folder }, undefined, cancelled.token);
		cancelled.cancel();
		await assert.rejects(asking, (error: Error) => error.name === 'Canceled');
	});

	it('show titles and queries as they are: no markup, no links', async () => {
		const title =
			'<img src=x> [a](command:workbench.action.quit) **b** https://evil.example www.evil.example a@evil.example $(trash)';
		const info = { id: '01K3Z5T7WQ8M4RKV2HDN6PBXEG', title, genre: 'mystery', chapters: 3, wordsPerChapter: 600 };
		await writeFile(novel.uri('novel.json').fsPath, JSON.stringify(info));
		const tools = await ownTools();
		const messages = [
			(await tools.estimateCost.prepareInvocation({ input: { novel: novel.folder } })).invocationMessage,
			(await tools.chapterStatus.prepareInvocation({ input: { novel: novel.folder, chapter: 1 } })).invocationMessage,
			(await tools.searchStoryMemory.prepareInvocation({ input: { query: title.slice(0, 70), novel: novel.folder } }))
				.invocationMessage,
		];
		for (const message of messages) {
			assert.ok(message instanceof vscode.MarkdownString);
			assert.deepEqual(
				[message.isTrusted ?? false, message.supportHtml ?? false, message.supportThemeIcons ?? false],
				[false, false, false],
			);
			const html = await vscode.commands.executeCommand<string>('markdown.api.render', message.value);
			const [, shown] = /<p\b[^>]*>([^]*)<\/p>/.exec(html) ?? [];
			assert.ok(shown !== undefined && !shown.includes('<'), html);
			assert.match(shown, /&lt;img src=x&gt; \[a\]\(command:workbench\.action\.quit\) \*\*b\*\*/);
		}
	});

	it('ask before a search that costs money, with the most it may cost, and only then', async () => {
		const server = await startEmbeddingServer();
		resets.push(() => server.close());
		const tools = await ownTools();
		const prepared = (): Promise<vscode.PreparedToolInvocation> =>
			tools.searchStoryMemory.prepareInvocation({ input: { query: 'where is the lamp', novel: novel.folder } });
		await run('memory.add', { folder: novel.folder, text: 'The lamp is out.' });
		assert.equal((await prepared()).confirmationMessages, undefined);
		const providers = { openai: { baseUrl: server.baseUrl }, ollama: { baseUrl: server.baseUrl } };
		resets.push(await withSettings({ providers, 'memory.embeddingModel': 'ollama/bge-m3' }));
		assert.equal((await prepared()).confirmationMessages, undefined);
		resets.push(await withSettings({ 'memory.embeddingModel': 'openai/text-embedding-nobody-knows' }));
		assert.equal((await prepared()).confirmationMessages, undefined);
		resets.push(await withSettings({ 'memory.embeddingModel': 'openai/text-embedding-3-large' }));
		const { confirmationMessages } = await prepared();
		assert.ok(!server.requests.flat().includes('where is the lamp'));
		const most = /^Search the book by meaning, for up to \$([\d.]+)\?$/.exec(confirmationMessages?.title ?? '')?.[1];
		assert.ok(most !== undefined, confirmationMessages?.title);

		// VS Code says yes to every question in an extension's tests.
		const { matches } = await ask<Found>('searchStoryMemory', { query: 'where is the lamp' });
		assert.deepEqual(
			[matches[0]?.text, server.requests.flat().includes('where is the lamp')],
			['The lamp is out.', true],
		);
		const spent = await until('both are booked', () => {
			const rows = novel.rows<{ cost: number; state: string }>('SELECT cost_micro_usd AS cost, state FROM call');
			return rows.length >= 2 && rows.every(({ state }) => state === 'reported') ? rows : undefined;
		});
		const total = spent.reduce((sum, { cost }) => sum + cost, 0);
		assert.ok(total > 0 && total <= Number(most) * 1e6, `${total} of ${most}`);
	});

	async function writeChapter(): Promise<void> {
		await mkdir(path.dirname(novel.uri(chapter).fsPath), { recursive: true });
		await writeFile(novel.uri(chapter).fsPath, text);
	}

	/** As they are before VS Code has asked; of novels that are opened for these tests alone. */
	async function ownTools(): Promise<ReturnType<typeof chatTools>> {
		const extension = vscode.extensions.getExtension(extensionId);
		assert.ok(extension);
		const dist = new URL(
			`${vscode.Uri.joinPath(extension.extensionUri, 'dist').with({ scheme: 'file', authority: '' }).toString()}/`,
		);
		const novels = new Novels(dist, new Keys(noSecrets));
		resets.push(() => novels.close());
		await novels.open(novel.folder);
		return chatTools(novels);
	}
});

const noSecrets = { get: () => Promise.resolve(undefined) } as unknown as vscode.SecretStorage;

async function asked(
	name: ToolName,
	input: object,
	tokenizationOptions?: vscode.LanguageModelToolTokenizationOptions,
	token?: vscode.CancellationToken,
): Promise<string> {
	const options = { input, toolInvocationToken: undefined, ...(tokenizationOptions && { tokenizationOptions }) };
	const { content } = await vscode.lm.invokeTool(`prometheusNovel_${name}`, options, token);
	const [part, more] = content;
	assert.ok(part instanceof vscode.LanguageModelTextPart && more === undefined);
	return part.value;
}
