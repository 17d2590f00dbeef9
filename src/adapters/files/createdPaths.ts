import { mkdir, rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileFault, systemCode } from './fileFault.js';
import { writeAtomically, writeDurably } from './writeAtomically.js';

/** What was written on the way to something that is whole or not there at all. */
export class CreatedPaths {
	readonly #files: string[] = [];
	readonly #folders: string[] = [];
	readonly #replaced: Array<{ readonly path: string; readonly before: string }> = [];

	/** Creates a file with its folders; false when there is one already, which stays. @throws AppError `unwritable` */
	async write(path: string, text: string): Promise<boolean> {
		try {
			await this.#makeFolder(dirname(path));
			await writeDurably(path, text);
			this.#files.push(path);
			return true;
		} catch (error) {
			if (systemCode(error) === 'EEXIST') return false;
			throw fileFault(error, 'unwritable', path);
		}
	}

	/** @param before what stands there now. @throws AppError `unwritable` */
	async replace(path: string, text: string, before: string): Promise<void> {
		await writeAtomically(path, text);
		this.#replaced.push({ path, before });
	}

	/** Takes everything back. A folder in which somebody else has put something meanwhile stays. */
	async remove(): Promise<void> {
		for (const { path, before } of this.#replaced) await writeAtomically(path, before).catch(() => undefined);
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
}
