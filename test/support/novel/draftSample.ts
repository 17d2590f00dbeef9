import { openNovelProject } from '../../../src/compose.js';
import { defaultSettings, type ProjectSettings } from '../../../src/compose/projectSettings.js';
import { startAimock } from '../aimock.js';
import { plausibleNovelist } from './plausibleNovelist.js';
import { dist } from './sampleProject.js';

export const draftModels = {
	plan: 'anthropic/claude-opus-4-5',
	draft: 'anthropic/claude-sonnet-4-5',
	check: 'openai/gpt-5-mini',
};

/**
 * Drafts chapters of a copy of the sample as an author has them drafted, over the wire formats of providers that are played
 * on this machine: what it costs and when it happens is real, the words mean little.
 * @param chapters such as `1-5`
 */
export async function draftSample(folder: string, chapters: string): Promise<void> {
	const aimock = await startAimock({
		handler: plausibleNovelist({ seed: 7 }),
		fixture: { chunkSize: 600, latency: 60 },
	});
	const settings: ProjectSettings = {
		...defaultSettings,
		models: draftModels,
		providers: { anthropic: { baseUrl: aimock.baseUrls.anthropic }, openai: { baseUrl: aimock.baseUrls.openai } },
		continuity: 'planned',
		concurrency: 4,
	};
	const project = await openNovelProject(folder, {
		dist,
		settings: () => settings,
		key: () => Promise.resolve('a-key'),
	});
	try {
		await project.generation.generate({ kind: 'chapters', chapters }, new AbortController().signal);
	} finally {
		await project.close();
		await aimock.close();
	}
}
