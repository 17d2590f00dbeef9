import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { GenerationReport, PrometheusNovelExports } from '../../src/api.js';
import { startAimock, type Aimock } from '../support/aimock.js';
import { novelist } from '../support/novel/novelist.js';

const models = {
	openai: 'openai/gpt-5-mini',
	anthropic: 'anthropic/claude-sonnet-4-5',
	google: 'google/gemini-2.5-flash',
};

describe('The whole sample novel, from inside the extension host', function () {
	this.timeout(180_000);
	let aimock: Aimock;
	let directory: string;

	before(async () => {
		aimock = await startAimock({ keys: ['a-key-of-the-test'] });
		directory = await mkdtemp(path.join(tmpdir(), 'prometheus-book-'));
		const { openai, anthropic, google } = aimock.baseUrls;
		await settings().update(
			'providers',
			{ openai: { baseUrl: openai }, anthropic: { baseUrl: anthropic }, google: { baseUrl: google } },
			vscode.ConfigurationTarget.Global,
		);
	});

	after(async () => {
		for (const key of ['providers', 'models.plan', 'models.draft', 'models.check'])
			await settings().update(key, undefined, vscode.ConfigurationTarget.Global);
		await aimock.close();
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await rm(directory, { recursive: true, force: true, maxRetries: 5 });
	});

	// One of them whole; the others differ in the wire format alone, which a few chapters show.
	for (const [provider, chapters] of [
		['openai', 12],
		['anthropic', 2],
		['google', 2],
	] as const) {
		it(`is drafted over ${provider}'s protocol, and the ledger equals the server's count to the token`, async () => {
			const folder = await copyOfSample(path.join(directory, provider));
			aimock.answer(novelist);
			const before = aimock.exchanges.length;
			for (const role of ['plan', 'draft', 'check'])
				await settings().update(`models.${role}`, models[provider], vscode.ConfigurationTarget.Global);
			await vscode.commands.executeCommand('prometheusNovel.setApiKey', {
				provider,
				key: 'a-key-of-the-test',
				check: false,
			});

			const report = await vscode.commands.executeCommand<GenerationReport>('prometheusNovel.generateNovel', {
				folder,
				chapters: `1-${chapters}`,
			});

			assert.deepEqual(report.failures, []);
			assert.deepEqual(
				report.chapters.map(({ chapter, state }) => `${chapter} ${state}`),
				Array.from({ length: chapters }, (_, index) => `${index + 1} drafted`),
			);
			const answered = aimock.exchanges.slice(before);
			const { usage, calls, held } = (await api().openNovel(folder)).totals();
			assert.deepEqual(
				{ calls, held, inputTokens: usage.inputTokens, outputTokens: usage.outputTokens },
				{
					calls: answered.length,
					held: 0,
					inputTokens: sum(answered, 'inputTokens'),
					outputTokens: sum(answered, 'outputTokens'),
				},
			);
			assert.deepEqual(report.tokens, { input: usage.inputTokens, output: usage.outputTokens });
		});
	}
});

function settings(): vscode.WorkspaceConfiguration {
	return vscode.workspace.getConfiguration('prometheusNovel');
}

function api() {
	const exports = vscode.extensions.getExtension<PrometheusNovelExports>('prometheus-novel.prometheus-novel')?.exports;
	assert.ok(exports);
	return exports.getApi(1);
}

async function copyOfSample(folder: string): Promise<string> {
	const sample = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
	assert.ok(sample);
	await cp(sample, folder, { recursive: true, filter: (source) => !/[/\\](\.prometheus|manuscript)$/.test(source) });
	return folder;
}

function sum(exchanges: Aimock['exchanges'], key: 'inputTokens' | 'outputTokens'): number {
	return exchanges.reduce((total, { usage }) => total + (usage?.[key] ?? 0), 0);
}
