import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import { authorNotes, chapterBody, chapterNumberOf } from '../../core/novel/chapterFile.js';
import type { PlannedFile } from '../../core/novel/markdownFile.js';
import { fileFault, systemCode } from './fileFault.js';
import { readIfExists } from './readIfExists.js';

/** Where a planned file goes. */
export interface FreePlace extends PlannedFile {
	/** What stands there now and says nothing; undefined when there is no such file. */
	readonly before: string | undefined;
}

/**
 * Places for chapters and other files of a novel. A chapter that has a file without text gets that one.
 * @throws AppError `chapters-in-the-way` when one of them has text already, `unreadable`
 */
export async function freePlaces(folder: string, files: readonly PlannedFile[]): Promise<FreePlace[]> {
	const names = await manuscriptFiles(folder);
	const places: FreePlace[] = [];
	const taken: string[] = [];
	for (const file of files) {
		const candidates = [...new Set([...sameChapter(names, file.path), file.path])];
		const texts = await Promise.all(candidates.map((path) => readIfExists(join(folder, path))));
		taken.push(...candidates.filter((_, index) => !saysNothing(texts[index] ?? '')));
		const existing = texts.findIndex((text) => text !== undefined);
		places.push({ ...file, path: candidates[Math.max(0, existing)] ?? file.path, before: texts[existing] });
	}
	if (taken.length > 0) throw inTheWay(folder, taken);
	return places;
}

export function inTheWay(folder: string, paths: readonly string[]): AppError {
	const named = paths.slice(0, 3).join(', ');
	const sentence =
		paths.length > 3
			? l10n.t(
					'Nothing was imported, since there is text already in {0} and {1} more, in {2}. Move it away, or import into a new folder.',
					named,
					paths.length - 3,
					folder,
				)
			: l10n.t(
					'Nothing was imported, since there is text already in {0}, in {1}. Move it away, or import into a new folder.',
					named,
					folder,
				);
	return new AppError('chapters-in-the-way', sentence);
}

async function manuscriptFiles(folder: string): Promise<string[]> {
	const manuscript = join(folder, 'manuscript');
	return await readdir(manuscript).catch((error: unknown) => {
		if (systemCode(error) === 'ENOENT') return [];
		throw fileFault(error, 'unreadable', manuscript);
	});
}

/** Files of the same chapter, whatever they are called. */
function sameChapter(names: readonly string[], path: string): string[] {
	const number = path.startsWith('manuscript/') ? chapterNumberOf(path) : undefined;
	if (number === undefined) return [];
	return names.filter((name) => chapterNumberOf(name) === number).map((name) => `manuscript/${name}`);
}

/** A heading alone is what a planned chapter may have. */
function saysNothing(text: string): boolean {
	return chapterBody(text) === '' && authorNotes(text).length === 0;
}
