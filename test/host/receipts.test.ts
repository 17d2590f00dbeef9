import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SeenCall } from '../../src/api.js';
import { api, hostNovel, refusal, run, withSettings, type HostNovel } from '../support/host/hostNovel.js';

describe('What the model saw, by command (receipt)', function () {
	this.timeout(60_000);
	let novel: HostNovel;
	let restore: () => Promise<void>;
	before(async () => {
		restore = await withSettings({ 'rehearsal.tokensPerSecond': 0 });
		novel = await hostNovel({ chapters: 2 });
	});
	after(async () => {
		await restore();
		await novel.remove();
	});

	it('is shown as a page, tells what it shows, and agrees with the API', async () => {
		const { folder } = novel;
		await run('generateNovel', { folder });
		const calls = await run<readonly SeenCall[]>('showReceipt', { folder, chapter: 2, budget: 60 });
		assert.deepEqual(
			new Set(calls.map(({ stage, chapter }) => `${chapter}: ${stage}`)),
			new Set(['2: scene_plan', '2: scene_drafting', '2: chapter_memory', '2: continuity_audit']),
		);
		const { context } = await (await api()).openNovel(folder);
		assert.deepEqual(await context.receipts({ chapter: 2 }, 60), calls);
		const page = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'prometheus-novel-receipt');
		const uri = page?.uri ?? vscode.Uri.from({ scheme: 'prometheus-novel-receipt', path: '/x.md', query: folder });
		const text = (await vscode.workspace.openTextDocument(uri)).getText();
		assert.match(text, /^# What Did the Model See\?/);
		assert.match(text, /## drafting, chapter 2, scene 1/);
		assert.match(text, /### From memory: [\d,]+ of 2,000 tokens/);
		assert.match(text, /### At 60 tokens/);
		assert.match(text, /\| Left out|\| Went in/);
	});

	it('refuses arguments that it cannot use', async () => {
		const { folder } = novel;
		assert.match(await refusal('showReceipt', { folder, stage: 'dreaming' }), /cannot use that argument/);
		assert.match(await refusal('showReceipt', { folder, call: 'nobody' }), /No receipt is kept of a call nobody/);
	});
});
