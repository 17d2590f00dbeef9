import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { GenerationReport } from '../../src/api.js';
import { closeEditors, hostNovel, refusal, run, withSettings, type HostNovel } from '../support/host/hostNovel.js';
import { until } from '../support/until.js';

const own = 'manuscript/01-lamp-1.md';
const candidate = '.prometheus/candidates/01.md';

describe('A chapter that its author has edited', () => {
	let novel: HostNovel;
	let reset: () => Promise<void>;

	before(async () => {
		reset = await withSettings({ 'rehearsal.tokensPerSecond': 0 });
	});

	after(() => reset());

	beforeEach(async () => {
		await closeEditors();
		novel = await hostNovel();
		await run('generateNovel', { folder: novel.folder, chapters: '1' });
		await closeEditors();
	});

	afterEach(() => novel.remove());

	const read = (relative: string): Promise<string> => readFile(novel.uri(relative).fsPath, 'utf8');
	const hasCandidate = (): boolean => existsSync(novel.uri(candidate).fsPath);
	const again = (chapter = 1): Thenable<GenerationReport> =>
		run('generateChapter', { folder: novel.folder, chapter, again: true });
	const editOnDisk = async (relative = own): Promise<string> => {
		const text = (await read(relative)).replace('\n\n', '\n\nA sentence of my own.\n\n');
		await writeFile(novel.uri(relative).fsPath, text);
		return text;
	};
	const diff = (): vscode.TabInputTextDiff | undefined => {
		const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
		return input instanceof vscode.TabInputTextDiff ? input : undefined;
	};

	it('is not touched: the new version comes beside it, in a comparison', async () => {
		const mine = await editOnDisk();
		const report = await again();
		assert.deepEqual(
			report.chapters.map(({ state, path }) => `${state} ${path}`),
			[`candidate ${candidate}`],
		);
		assert.equal(await read(own), mine);
		assert.notEqual(await read(candidate), mine);
		const shown = await until('the comparison is open', diff);
		assert.deepEqual(
			[shown.original.fsPath, shown.modified.fsPath],
			[novel.uri(own).fsPath, novel.uri(candidate).fsPath],
		);
	});

	it('is not touched either when the edit is not saved yet', async () => {
		const editor = await vscode.window.showTextDocument(novel.uri(own));
		const onDisk = editor.document.getText();
		await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), 'Unsaved. '));
		const report = await again();
		assert.deepEqual(
			report.chapters.map(({ state }) => state),
			['candidate'],
		);
		assert.equal(await read(own), onDisk);
		assert.equal(editor.document.getText(), `Unsaved. ${onDisk}`);
		assert.equal(editor.document.isDirty, true);
	});

	it('becomes the candidate when that is accepted, and its own again with one undo', async () => {
		const mine = await editOnDisk();
		await again();
		const theirs = await read(candidate);
		const accepted = await run<{ path: string }>('acceptCandidate', { folder: novel.folder, chapter: 1 });
		assert.deepEqual(accepted, { path: own });
		assert.equal(await read(own), theirs);
		assert.equal(hasCandidate(), false);
		assert.equal(diff(), undefined);
		assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, novel.uri(own).fsPath);

		await vscode.commands.executeCommand('undo');
		assert.equal(vscode.window.activeTextEditor?.document.getText(), mine);
	});

	it('takes in what the author wrote into the candidate before accepting it', async () => {
		await editOnDisk();
		await again();
		const editor = await vscode.window.showTextDocument(novel.uri(candidate));
		await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), 'From both. '));
		await run('acceptCandidate', { folder: novel.folder, chapter: 1 });
		assert.ok((await read(own)).startsWith('From both. '));
	});

	it('stays when the candidate is discarded, and the comparison closes', async () => {
		const mine = await editOnDisk();
		await again();
		await until('the comparison is open', diff);
		await run('discardCandidate', { folder: novel.folder, chapter: 1 });
		assert.equal(await read(own), mine);
		assert.equal(hasCandidate(), false);
		assert.equal(diff(), undefined);
	});

	it('keeps its candidate when the comparison is only closed', async () => {
		await editOnDisk();
		await again();
		await until('the comparison is open', diff);
		await closeEditors();
		assert.equal(hasCandidate(), true);
		await run('compareCandidate', { folder: novel.folder, chapter: 1 });
		assert.ok(diff());
	});

	it('does not lose a candidate that the author has worked on to the next one', async () => {
		await editOnDisk();
		await again();
		const worked = `${await read(candidate)}\nMy ending.\n`;
		await writeFile(novel.uri(candidate).fsPath, worked);
		await again();
		assert.notEqual(await read(candidate), worked);
		assert.equal(await read('.prometheus/candidates/earlier/01-1.md'), worked);
	});

	it('does not open a comparison in front of another file that the author is at', async () => {
		await editOnDisk();
		const premise = await vscode.window.showTextDocument(novel.uri('bible/premise.md'));
		await again();
		assert.equal(hasCandidate(), true);
		assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, premise.document.uri.fsPath);
	});

	it('costs nothing more after a candidate was accepted: the book is up to date', async () => {
		await editOnDisk();
		await again();
		await run('acceptCandidate', { folder: novel.folder, chapter: 1 });
		const accepted = await read(own);
		const report = await run<GenerationReport>('generateNovel', { folder: novel.folder, chapters: '1' });
		assert.equal(await read(own), accepted);
		assert.equal(hasCandidate(), false);
		const drafting = novel.rows<{ calls: number }>(
			"SELECT count(*) AS calls FROM call WHERE stage = 'scene_drafting'",
		)[0]?.calls;
		assert.equal(drafting, 2, 'one for each version');
		assert.deepEqual(report.failures, []);
	});

	it('says in a sentence that there is no candidate', async () => {
		assert.equal(
			await refusal('acceptCandidate', { folder: novel.folder, chapter: 2 }),
			'There is no candidate for chapter 2.',
		);
	});
});
