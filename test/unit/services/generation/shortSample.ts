import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GenerationReport } from '../../../../src/core/pipeline/jobs.js';
import type { GenerationRequest } from '../../../../src/core/pipeline/workList.js';
import type { ProjectSettings } from '../../../../src/compose/projectSettings.js';
import { copyShortSample, novelistBut, withProject } from '../../../support/novel/sampleProject.js';
import type { ScriptedModel } from '../../../support/scriptedModel.js';
import { temporaryFolder } from '../../adapters/files/temporaryFolder.js';

export const never = new AbortController().signal;
export const novelist = (): ScriptedModel => novelistBut(() => undefined);
export const chapters = (range: string): GenerationRequest => ({ kind: 'chapters', chapters: range });
export const chapter = (number: number, again = false): GenerationRequest => ({
	kind: 'chapter',
	chapter: number,
	again,
});
export const statesOf = (report: GenerationReport): string[] => report.chapters.map(({ state }) => state);

export interface ShortSample {
	readonly folder: () => string;
	/** Opens the novel, generates and closes it. */
	readonly generate: (
		model: ScriptedModel,
		request: GenerationRequest,
		settings?: Partial<ProjectSettings>,
		signal?: AbortSignal,
	) => Promise<GenerationReport>;
	/** Names of the files in the manuscript. */
	readonly manuscript: () => Promise<string[]>;
	readonly read: (path: string) => Promise<string>;
}

/** A fresh copy of the sample, with one scene a chapter, for each test of the suite. */
export function shortSample(): ShortSample {
	const folder = temporaryFolder();
	beforeEach(() => copyShortSample(folder()));
	return {
		folder,
		generate: (model, request, settings = {}, signal = never) =>
			withProject(folder(), model, (project) => project.generation.generate(request, signal), settings),
		manuscript: () => readdir(join(folder(), 'manuscript')).catch(() => []),
		read: (path) => readFile(join(folder(), path), 'utf8'),
	};
}
