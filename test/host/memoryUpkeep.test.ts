import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { closeEditors, hostNovel, run, withSettings, type HostNovel } from '../support/host/hostNovel.js';
import { until } from '../support/until.js';

describe('Memory while the author works', () => {
	let novel: HostNovel;
	let reset: () => Promise<void>;

	before(async () => {
		reset = await withSettings({ 'rehearsal.tokensPerSecond': 0 });
	});

	after(() => reset());

	beforeEach(async () => {
		novel = await hostNovel({ chapters: 3, wordsPerChapter: 1_200 });
	});

	afterEach(() => novel.remove());

	const passages = (chapter: number): readonly string[] =>
		novel
			.rows<{ text: string }>(
				`SELECT text FROM memory_entry WHERE kind = 'scene' AND chapter = ${chapter} AND deleted = 0 ORDER BY sequence`,
			)
			.map(({ text }) => text);

	async function write(relative: string, text: string): Promise<void> {
		const file = novel.uri(relative).fsPath;
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, text);
	}

	it('takes in what stands in the manuscript when the novel is opened, and keeps the latest at hand', async () => {
		await write('manuscript/01-lamp-1.md', '# Lamp 1\n\nThe lamp went out.\n\n* * *\n\nNobody lit it.\n');
		await run('memory.search', { folder: novel.folder, text: 'lamp' });
		await until('the passages lie at hand', () => {
			const rows = novel.rows<object>(
				"SELECT text, tier, scene FROM memory_entry WHERE kind = 'scene' AND deleted = 0 ORDER BY scene",
			);
			return rows.every((row) => 'tier' in row && row.tier === 'immediate') && rows.length === 2;
		});
		assert.deepEqual(passages(1), ['The lamp went out.', 'Nobody lit it.']);
	});

	it('follows files that another program writes and takes away', async () => {
		await run('memory.search', { folder: novel.folder, text: 'lamp' });
		await write('manuscript/02-lamp-2.md', '# Lamp 2\n\nA second keeper came.\n');
		await until('the new chapter is remembered', () => passages(2).includes('A second keeper came.'));
		await write('manuscript/02-lamp-2.md', '# Lamp 2\n\nA second keeper never came.\n');
		await until('the change is remembered', () => passages(2).includes('A second keeper never came.'));
		await rm(novel.uri('manuscript/02-lamp-2.md').fsPath);
		await until('it is forgotten', () => passages(2).length === 0);
	});

	it('marks what was read out of a scene when that is edited and saved, until its text is back', async () => {
		await run('generateNovel', { folder: novel.folder, chapters: '1' });
		const stale = (): readonly string[] =>
			novel
				.rows<{ kind: string }>('SELECT DISTINCT kind FROM memory_entry WHERE stale = 1 AND deleted = 0 ORDER BY kind')
				.map(({ kind }) => kind);
		assert.deepEqual(stale(), []);
		await closeEditors();
		const file = novel.uri('manuscript/01-lamp-1.md');
		const before = await readFile(file.fsPath, 'utf8');
		const editor = await vscode.window.showTextDocument(file);
		const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
		await editor.edit((builder) => builder.insert(end, '\nA sentence of my own.\n'));
		assert.deepEqual(stale(), [], 'what is not saved may still be taken back');
		await editor.document.save();
		await until('the summaries are stale', () => stale().includes('summary'));
		assert.ok(passages(1).some((text) => text.includes('A sentence of my own.')));
		await vscode.commands.executeCommand('undo');
		await editor.document.save();
		assert.equal(await readFile(file.fsPath, 'utf8'), before);
		await until('nothing is stale', () => stale().length === 0);
	});
});
