import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openNovelProject } from '../../../src/compose.js';
import { defaultSettings } from '../../../src/compose/projectSettings.js';
import type { NovelProject } from '../../../src/services/novelProject.js';
import { dist } from './sampleProject.js';

const hourglass = new AbortController().signal;

/** Chapters of a novel written by the rehearsal model, two scenes each. */
export async function draftChapters(folder: string, chapters: string): Promise<void> {
	await withRehearsal(folder, async ({ generation }) => {
		const { failures } = await generation.generate({ kind: 'chapters', chapters }, hourglass);
		if (failures.length > 0) throw new Error(failures.join(' '));
	});
}

/** Opens a novel without an editor, for as long as `use` takes. */
export async function withRehearsal(folder: string, use: (project: NovelProject) => Promise<void>): Promise<void> {
	const settings = { ...defaultSettings, rehearsalTokensPerSecond: 0 };
	const project = await openNovelProject(folder, {
		dist,
		settings: () => settings,
		key: () => Promise.resolve(undefined),
	});
	try {
		await use(project);
	} finally {
		await project.close();
	}
}

/** @throws Error where there is nothing to change */
export async function changeFile(folder: string, relative: string, change: (text: string) => string): Promise<string> {
	const file = path.join(folder, relative);
	const before = await readFile(file, 'utf8');
	if (change(before) === before) throw new Error(`${relative} stays as it is.`);
	await writeFile(file, change(before));
	return before;
}
