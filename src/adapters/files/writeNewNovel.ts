import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { AppError } from '../../base/errors.js';
import { newId } from '../../base/ids.js';
import { newNovelFiles, type NewNovel } from '../../core/novel/newNovelFiles.js';
import type { NovelInfo } from '../../core/novel/novel.js';
import { CreatedPaths } from './createdPaths.js';
import { readIfExists } from './readIfExists.js';

/**
 * Makes a novel of a new or existing folder. Files that are there already stay as they are; when anything fails, what was
 * created is removed again, and nothing else.
 * @throws AppError `already-a-novel`, `invalid-novel` or `unwritable`
 */
export async function writeNewNovel(folder: string, novel: NewNovel): Promise<NovelInfo> {
	const created = new CreatedPaths();
	try {
		return await addNewNovel(created, folder, novel);
	} catch (error) {
		await created.remove();
		throw error;
	}
}

/** Leaves it to the caller to take back what was created. @throws as `writeNewNovel` does */
export async function addNewNovel(created: CreatedPaths, folder: string, novel: NewNovel): Promise<NovelInfo> {
	const { info, files } = newNovelFiles(novel, newId());
	if ((await readIfExists(join(folder, 'novel.json'))) !== undefined) throw alreadyANovel(folder);
	for (const file of files) {
		const isNew = await created.write(join(folder, file.path), file.text);
		// Another window was quicker.
		if (!isNew && file.path === 'novel.json') throw alreadyANovel(folder);
	}
	return info;
}

function alreadyANovel(folder: string): AppError {
	return new AppError(
		'already-a-novel',
		l10n.t('{0} holds a novel already. Open it, or choose another folder.', folder),
	);
}
