import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openNovelProject } from '../../../src/compose.js';
import { defaultSettings, type ProjectSettings } from '../../../src/compose/projectSettings.js';
import type { Problem } from '../../../src/core/novel/novel.js';
import type { NovelProject } from '../../../src/services/novelProject.js';
import { startAimock, type Aimock } from '../aimock.js';
import { startAnthropicBatchProvider, type AnthropicBatchProvider } from '../anthropicBatchProvider.js';
import { startBatchProvider, type BatchProvider } from '../batchProvider.js';
import { dist, tokens } from './sampleProject.js';
import { replyTo } from './novelist.js';

const models = { openai: 'openai/gpt-4o', anthropic: 'anthropic/claude-sonnet-4-5' };
type ProviderName = keyof typeof models;

/** What the novelist's mended chapters say. */
export const mended = 'Nothing of the kind was ever seen again.';

/** A novel in a folder, written by a server that takes batches at half the price. */
export interface BatchedNovel<P extends BatchProvider = BatchProvider> {
	readonly aimock: Aimock;
	readonly provider: P;
	/** Problems by file, as they were last reported. */
	readonly problems: ReadonlyMap<string, readonly Problem[]>;
	/** Opens the novel as another process would, and closes it. */
	use<T>(work: (project: NovelProject) => Promise<T>, settings?: Partial<ProjectSettings>): Promise<T>;
	/** Changes its database behind everybody's back. */
	change(sql: string): void;
	close(): Promise<void>;
}

/** @param folder that holds the sample */
export async function batchedNovel(folder: () => string): Promise<BatchedNovel> {
	return await openedNovel(folder, 'openai', startBatchProvider);
}

/** @param folder that holds the sample */
export async function batchedNovelAtAnthropic(folder: () => string): Promise<BatchedNovel<AnthropicBatchProvider>> {
	return await openedNovel(folder, 'anthropic', startAnthropicBatchProvider);
}

async function openedNovel<P extends BatchProvider>(
	folder: () => string,
	name: ProviderName,
	start: (elsewhere: string) => Promise<P>,
): Promise<BatchedNovel<P>> {
	const aimock = await startAimock({
		handler: (request) => {
			const passage = /“([^”]+)” contradicts itself\./.exec(request.prompt)?.[1];
			// Only the stage that mends is given a finding.
			return { text: passage === undefined ? replyTo(request) : editOf(passage) };
		},
	});
	const provider = await start(aimock.baseUrls[name]);
	const problems = new Map<string, readonly Problem[]>();
	return {
		aimock,
		provider,
		problems,
		use: async (work, changes = {}) => {
			const settings = { ...settingsAt(name, provider.url), ...changes };
			const host = { dist, tokens, settings: () => settings, key: () => Promise.resolve('a key') };
			const project = await openNovelProject(folder(), host);
			project.generation.onProblems(({ path, problems: found }) => problems.set(path, found));
			try {
				return await work(project);
			} finally {
				await project.close();
			}
		},
		change: (sql) => {
			const database = new DatabaseSync(join(folder(), '.prometheus', 'novel.db'));
			try {
				database.exec(sql);
			} finally {
				database.close();
			}
		},
		close: async () => {
			await Promise.all([aimock.close(), provider.close()]);
		},
	};
}

function settingsAt(name: ProviderName, baseUrl: string): ProjectSettings {
	const model = models[name];
	return {
		...defaultSettings,
		models: { plan: model, draft: model, check: model },
		providers: { [name]: { baseUrl } },
		prices: { [model]: { input: 2, output: 10, cacheRead: 0.2, cacheWrite: 2.5, batch: 0.5 } },
		audits: 'batch',
	};
}

function editOf(passage: string): string {
	return JSON.stringify({ edits: [{ find: passage, replace: mended, reason: 'It contradicts itself.' }] });
}

/** An audit that finds a chapter's last sentence to contradict itself, which nobody may leave so. */
export async function blockerIn(folder: string, path: string): Promise<{ reply: string; passage: string }> {
	const text = await readFile(join(folder, path), 'utf8');
	const sentences = text.split(/(?<=\.)\s+/).filter((one) => one.length > 20 && !one.startsWith('#'));
	const passage = sentences.find((one) => text.split(one).length === 2)?.trim() ?? '';
	const finding = {
		...{ type: 'memory', severity: 'blocker', source: 'this chapter', suggestion: 'Strike it.' },
		...{ description: `“${passage}” contradicts itself.`, quote: passage, sourceQuote: passage },
	};
	return { reply: JSON.stringify({ findings: [finding] }), passage };
}
