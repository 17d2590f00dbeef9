import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LanguageModel, ModelRequest } from '../../../src/core/models/languageModel.js';
import { TiktokenCounter } from '../../../src/adapters/tokens/tiktokenCounter.js';
import { openNovelProject, type ProjectHost } from '../../../src/compose.js';
import { defaultSettings, type ProjectSettings } from '../../../src/compose/projectSettings.js';
import type { NovelProject } from '../../../src/services/novelProject.js';
import { copySample } from '../editor/copySample.js';
import { ScriptedModel, type Script } from '../scriptedModel.js';
import { replyTo } from './novelist.js';

export const dist = pathToFileURL(`${join(process.cwd(), 'dist')}/`);

/** Shared, since it takes a while to start. */
export const tokens = new TiktokenCounter(dist);

/** Copies the sample, with shorter chapters: one scene each. */
export async function copyShortSample(folder: string, wordsPerChapter = 300): Promise<void> {
	await copySample(process.cwd(), folder);
	const path = join(folder, 'novel.json');
	const info = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
	await writeFile(path, JSON.stringify({ ...info, wordsPerChapter }, undefined, '\t'));
}

/** What the novelist of the other doubles answers to a request as the core makes it. */
export function novelistReply(request: ModelRequest): string {
	const { task, soFar, goOn } = request;
	const turn = { role: 'user', text: goOn ?? task };
	return replyTo({
		model: 'novelist',
		system: request.system,
		prompt: task,
		messages: [{ role: 'user', text: task }, turn],
		soFar,
		maxOutputTokens: request.maxOutputTokens,
		temperature: request.temperature,
		wantsJson: request.replySchema !== undefined,
	});
}

/** A novelist, but for the stages that a test wants to answer itself; undefined leaves a call to the novelist. */
export function novelistBut(
	script: (...parameters: Parameters<Script>) => ReturnType<Script> | undefined,
): ScriptedModel {
	return new ScriptedModel((request, call) => script(request, call) ?? novelistReply(request));
}

export const scriptedName = 'scripted/novelist';

/** Settings with which one scripted model does everything, at $2 and $10 a million tokens. */
export const scriptedSettings: ProjectSettings = {
	...defaultSettings,
	models: { plan: scriptedName, draft: scriptedName, check: scriptedName },
	prices: { [scriptedName]: { input: 2, output: 10 } },
};

/** A host whose only model besides the rehearsal is the given one. */
export function scriptedHost(
	model: LanguageModel,
	settings: () => ProjectSettings = () => scriptedSettings,
): ProjectHost {
	return {
		dist,
		settings,
		tokens,
		key: () => Promise.resolve(undefined),
		models: { scripted: { open: () => Promise.resolve(model), list: () => Promise.resolve([]) } },
	};
}

/** Opens a novel for as long as `use` takes. */
export async function withProject<T>(
	folder: string,
	model: LanguageModel,
	use: (project: NovelProject) => Promise<T>,
	settings: Partial<ProjectSettings> = {},
): Promise<T> {
	const project = await openNovelProject(
		folder,
		scriptedHost(model, () => ({ ...scriptedSettings, ...settings })),
	);
	try {
		return await use(project);
	} finally {
		await project.close();
	}
}
