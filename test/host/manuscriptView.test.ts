import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { ChapterStaleness, GenerationReport, MendingCost } from '../../src/api.js';
import { microUsd } from '../../src/core/cost/money.js';
import { CandidateRow, ChapterRow, type ShownChapter } from '../../src/host/manuscript/rows.js';
import { treeItem } from '../../src/host/manuscript/treeItems.js';
import { changeFile } from '../support/novel/draftedSample.js';
import { api, closeEditors, hostNovel, refusal, run, withSettings, type HostNovel } from '../support/host/hostNovel.js';
import { until } from '../support/until.js';

const style = 'bible/style.md';
const own = 'manuscript/01-lamp-1.md';

describe('Rows of the Manuscript view', () => {
	const shown: ShownChapter = {
		...{ chapter: 3, title: 'Standpipe', path: 'manuscript/03-standpipe.md', state: 'drafted', isInWork: false },
		...{ words: 1_498, wantedWords: 1_500, cost: microUsd(40_000), model: 'openai/gpt-5-mini', hasCandidate: false },
		...{ staleness: undefined, mending: undefined, outlineLine: 4 },
	};
	const stale: ChapterStaleness = {
		...{ chapter: 3, freshness: 'stale', waitsFor: [], isKnown: true, isDraftedAgain: false },
		reasons: [
			{ kind: 'file', path: 'bible/characters/mara.md', change: 'changed' },
			{ kind: 'outline', chapter: 3 },
			{ kind: 'chapter', chapter: 2 },
		],
	};
	const itemOf = (changes: Partial<ShownChapter>): vscode.TreeItem =>
		treeItem(new ChapterRow('/books/lamp', { ...shown, ...changes }));
	const tooltipOf = ({ tooltip }: vscode.TreeItem): vscode.MarkdownString => {
		assert.ok(tooltip instanceof vscode.MarkdownString);
		return tooltip;
	};
	const iconOf = ({ iconPath }: vscode.TreeItem): string => (iconPath as vscode.ThemeIcon).id;

	it('say what a chapter is in few words, and in whole ones for the ear', () => {
		const { label, description, contextValue, accessibilityInformation } = itemOf({});
		assert.deepEqual(
			{ label, description, contextValue, spoken: accessibilityInformation?.label },
			{
				label: '3. Standpipe',
				description: '1,498 / 1,500 words · $0.04',
				contextValue: 'chapter drafted called',
				spoken: '3. Standpipe Drafted. 1,498 of 1,500 words. It has cost $0.04 so far. Drafted by openai/gpt-5-mini.',
			},
		);
	});

	it('say why a chapter is stale, and what mending it costs', () => {
		const item = itemOf({ staleness: stale, mending: microUsd(120_000), hasCandidate: true });
		assert.equal(item.description, '1,498 / 1,500 words · $0.04 · stale · candidate');
		assert.equal(item.contextValue, 'chapter drafted stale hasCandidate called');
		assert.match(
			String(item.accessibilityInformation?.label),
			/Stale: bible\/characters\/mara\.md was changed\. The outline of this chapter was changed\. Chapter 2 was changed\. Drafting it again costs about \$0\.12\./,
		);
		assert.match(
			String(itemOf({ staleness: stale, mending: 'free' }).accessibilityInformation?.label),
			/costs nothing/,
		);
	});

	it('have a shape of their own for each state', () => {
		const icons = [
			...(['planned', 'drafting', 'drafted', 'edited'] as const).map((state) => iconOf(itemOf({ state }))),
			iconOf(itemOf({ isInWork: true })),
			iconOf(itemOf({ staleness: stale })),
		];
		assert.equal(new Set(icons).size, icons.length, icons.join());
	});

	it('show hostile titles as text: no link, no picture, no command', async () => {
		const hostile =
			'<img src=x> [x](command:workbench.action.quit) ![y](http://z) `$(bug)` https://evil.example www.evil.example';
		const item = itemOf({ title: hostile, path: `manuscript/${hostile}.md` });
		assert.equal(item.label, `3. ${hostile}`);
		const tooltip = tooltipOf(item);
		const html = await vscode.commands.executeCommand<string>('markdown.api.render', tooltip.value);
		const [, shown] = /<p\b[^>]*>([^]*?)<\/p>/.exec(html) ?? [];
		assert.ok(
			shown?.startsWith('3. &lt;img src=x&gt; [x](command:workbench.action.quit) ![y](http://z) `$(bug)` https:'),
		);
		assert.doesNotMatch(html, /<(?:a|img|code)\b/);
		assert.deepEqual([tooltip.isTrusted, tooltip.supportHtml, tooltip.supportThemeIcons].filter(Boolean), []);
	});

	it('have the candidate below them', () => {
		const item = treeItem(new CandidateRow(new ChapterRow('/books/lamp', { ...shown, hasCandidate: true })));
		assert.deepEqual([item.label, item.contextValue], ['Candidate', 'candidate']);
	});
});

describe('Commands of the Manuscript view', () => {
	let novel: HostNovel;
	let reset: () => Promise<void>;

	before(async () => {
		reset = await withSettings({ 'rehearsal.tokensPerSecond': 0 });
	});

	after(() => reset());

	beforeEach(async () => {
		await closeEditors();
		novel = await hostNovel({ chapters: 2, wordsPerChapter: 300 });
		await run('generateNovel', { folder: novel.folder });
		await closeEditors();
	});

	afterEach(() => novel.remove());

	const stale = async (): Promise<readonly number[]> => {
		const { staleness } = await (await api()).openNovel(novel.folder);
		return (await staleness.chapters()).flatMap(({ chapter, freshness }) => (freshness === 'stale' ? [chapter] : []));
	};
	const editStyle = (): Promise<string> => changeFile(novel.folder, style, (text) => `${text}\nShort sentences.\n`);

	it('draft stale chapters again, without a question where they are named, and leave fresh ones alone', async () => {
		assert.equal(await run('regenerateStale', { folder: novel.folder }), undefined);
		await editStyle();
		assert.deepEqual(await stale(), [1, 2]);
		const report = await run<GenerationReport>('regenerateStale', { folder: novel.folder, chapters: [1] });
		assert.deepEqual(
			report.chapters.map(({ chapter, state }) => `${chapter} ${state}`),
			['1 drafted'],
		);
		assert.equal((await stale()).includes(1), false);
	});

	it('bring the new version of an edited chapter beside it', async () => {
		const mine =
			(await changeFile(novel.folder, own, (text) => `${text}\nMine.\n`)) &&
			(await readFile(novel.uri(own).fsPath, 'utf8'));
		await editStyle();
		await run('regenerateStale', { folder: novel.folder, chapters: [1] });
		assert.equal(await readFile(novel.uri(own).fsPath, 'utf8'), mine);
		assert.ok(existsSync(novel.uri('.prometheus/candidates/01.md').fsPath));
		assert.equal(await run('regenerateStale', { folder: novel.folder, chapters: [1] }), undefined, 'it waits already');
	});

	it('take stale chapters as they are', async () => {
		await editStyle();
		assert.deepEqual(await run('acceptStale', { folder: novel.folder, chapters: [1, 2] }), [1, 2]);
		assert.deepEqual(await stale(), []);
		assert.match(
			await refusal('acceptStale', { folder: novel.folder, chapters: [1] }),
			/None of these chapters is stale/,
		);
		assert.match(await refusal('acceptStale', { folder: novel.folder, chapters: [] }), /cannot use that argument/);
		assert.match(await refusal('regenerateStale', { folder: novel.folder, all: true }), /cannot use that argument/);
	});

	it('tell other extensions what is stale, shortly after it is, and what mending it costs', async () => {
		const opened = await (await api()).openNovel(novel.folder);
		let told = 0;
		const stop = opened.staleness.onChange(() => told++);
		await editStyle();
		await until('it is told', () => told > 0, 20_000);
		stop();
		const { chapters, isFree, p50 }: MendingCost = await opened.staleness.mendingCost(new AbortController().signal);
		assert.deepEqual([chapters, isFree, p50], [[1, 2], true, 0]);
		assert.deepEqual(
			(await opened.chapters()).map(({ freshness }) => freshness),
			['stale', 'stale'],
		);
	});

	it('of the view’s own menus take its rows alone', async () => {
		for (const command of ['manuscript.open', 'manuscript.generate', 'manuscript.accept', 'manuscript.acceptStale'])
			assert.match(
				await refusal(command, { folder: novel.folder, chapter: 1 }),
				/is for the rows of the Manuscript view/,
			);
	});
});
