import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { novelRows } from '../novel/novelDatabase.js';
import type { PrometheusNovelApi, PrometheusNovelExports } from '../../../src/api.js';

export const extensionId = 'prometheus-novel.prometheus-novel';

export interface HostNovel {
	readonly folder: string;
	uri(relative: string): vscode.Uri;
	/** Rows of the novel's database, read beside the extension. */
	rows<Row>(sql: string): Row[];
	remove(): Promise<void>;
}

export interface HostNovelOptions {
	/** Chapters that the outline has. */
	readonly chapters?: number;
	readonly wordsPerChapter?: number;
}

/** A copy of the sample novel in a folder of its own, outside the workspace. */
export async function hostNovel({ chapters = 3, wordsPerChapter = 600 }: HostNovelOptions = {}): Promise<HostNovel> {
	const folder = await mkdtemp(path.join(tmpdir(), 'prometheus-novel-'));
	await cp(sampleFolder(), folder, {
		recursive: true,
		filter: (source) => !/[/\\](\.prometheus|\.vscode|manuscript)$/.test(source),
	});
	await writeFile(path.join(folder, 'outline.md'), outlineOf(chapters));
	await writeFile(
		path.join(folder, 'novel.json'),
		JSON.stringify({
			id: '01K3Z5T7WQ8M4RKV2HDN6PBXEG',
			title: 'The Lamp',
			genre: 'mystery',
			chapters,
			wordsPerChapter,
		}),
	);
	return {
		folder,
		uri: (relative) => vscode.Uri.file(path.join(folder, relative)),
		rows: (sql) => novelRows(folder, sql),
		remove: async () => {
			await closeEditors();
			await rm(folder, { recursive: true, force: true, maxRetries: 5 });
		},
	};
}

function outlineOf(chapters: number): string {
	const titles = Array.from(
		{ length: chapters },
		(_, index) => `## ${index + 1}. Lamp ${index + 1}\n\n- The lamp goes out.`,
	);
	return `# Outline\n\n${titles.join('\n\n')}\n`;
}

export function sampleFolder(): string {
	const sample = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
	assert.ok(sample);
	return sample;
}

export async function api(): Promise<PrometheusNovelApi> {
	const exports = await vscode.extensions.getExtension<PrometheusNovelExports>(extensionId)?.activate();
	assert.ok(exports);
	return exports.getApi(1);
}

export function run<T>(command: string, argument?: unknown): Thenable<T> {
	return vscode.commands.executeCommand<T>(`prometheusNovel.${command}`, argument);
}

/** The message that a command rejects with; fails when it does not. */
export async function refusal(command: string, argument: unknown): Promise<string> {
	try {
		await run(command, argument);
	} catch (error) {
		return (error as Error).message;
	}
	return assert.fail(`prometheusNovel.${command} did not refuse ${JSON.stringify(argument)}.`);
}

/** Discards what is unsaved, without a question. */
export async function closeEditors(): Promise<void> {
	for (const document of vscode.workspace.textDocuments) {
		if (!document.isDirty || document.isClosed) continue;
		await vscode.window.showTextDocument(document);
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
	}
	await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

const ours = vscode.workspace.getConfiguration.bind(vscode.workspace, 'prometheusNovel');

/** User settings for one suite or test; gives what sets them back to what they were. */
export async function withSettings(values: Readonly<Record<string, unknown>>): Promise<() => Promise<void>> {
	const before = Object.keys(values).map((key) => [key, ours().inspect(key)?.globalValue] as const);
	await setAll(Object.entries(values));
	return () => setAll(before);
}

async function setAll(entries: readonly (readonly [string, unknown])[]): Promise<void> {
	for (const [key, value] of entries) await ours().update(key, value, vscode.ConfigurationTarget.Global);
}

/** What it shows is seen by the tests in the real editor. */
export function isDashboardOpen(): boolean {
	const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
	return tabs.some(
		({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('prometheusNovel.dashboard'),
	);
}
