import { mkdir, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../base/errors.js';
import { newId } from '../../base/ids.js';
import { newNovelFiles, type NewNovel } from '../../core/novel/newNovelFiles.js';
import type { NovelInfo } from '../../core/novel/novel.js';
import { fileFault, systemCode } from './fileFault.js';
import { readIfExists } from './readIfExists.js';
import { writeDurably } from './writeAtomically.js';

/**
 * Makes a novel of a new or existing folder. Files that are there already stay as they are; when anything fails, what was
 * created is removed again, and nothing else.
 * @throws AppError `already-a-novel`, `invalid-novel` or `unwritable`
 */
export async function writeNewNovel(folder: string, novel: NewNovel): Promise<NovelInfo> {
	const { info, files } = newNovelFiles(novel, newId());
	if ((await readIfExists(join(folder, 'novel.json'))) !== undefined) throw alreadyANovel(folder);
	const created = new CreatedPaths();
	try {
		for (const file of files) await created.write(join(folder, file.path), file.text);
	} catch (error) {
		await created.remove();
		throw error;
	}
	return info;
}

function alreadyANovel(folder: string): AppError {
	return new AppError('already-a-novel', `${folder} holds a novel already. Open it, or choose another folder.`);
}

class CreatedPaths {
	readonly #files: string[] = [];
	readonly #folders: string[] = [];

	async write(path: string, text: string): Promise<void> {
		try {
			await this.#makeFolder(dirname(path));
			await this.#makeFile(path, text);
		} catch (error) {
			throw fileFault(error, 'unwritable', path);
		}
	}

	/** Leaves a folder in which somebody else has put something meanwhile. */
	async remove(): Promise<void> {
		for (const file of this.#files.toReversed()) await rm(file, { force: true }).catch(() => undefined);
		for (const folder of this.#folders.toReversed()) await rmdir(folder).catch(() => undefined);
	}

	async #makeFolder(folder: string): Promise<void> {
		try {
			await mkdir(folder);
			this.#folders.push(folder);
		} catch (error) {
			if (systemCode(error) === 'ENOENT' && dirname(folder) !== folder) {
				await this.#makeFolder(dirname(folder));
				await this.#makeFolder(folder);
			} else if (systemCode(error) !== 'EEXIST') throw error;
		}
	}

	async #makeFile(path: string, text: string): Promise<void> {
		try {
			await writeDurably(path, text);
			this.#files.push(path);
		} catch (error) {
			if (systemCode(error) !== 'EEXIST') throw error;
			// Another window was quicker.
			if (basename(path) === 'novel.json') throw alreadyANovel(dirname(path));
		}
	}
}
