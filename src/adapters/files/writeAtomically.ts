import { mkdir, open, realpath, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { newId } from '../../base/ids.js';
import { fileFault, systemCode } from './fileFault.js';
import { renameOver } from './renameOver.js';

/**
 * Puts `text` at `path`, creating folders as needed. Whoever reads the file, even after a crash, finds the old text or the new
 * one, never a part. Permissions and a symbolic link at `path` stay.
 * @throws AppError `unwritable`
 */
export async function writeAtomically(path: string, text: string): Promise<void> {
	try {
		await mkdir(dirname(path), { recursive: true });
		await replaceFile(await linkTarget(path), text);
	} catch (error) {
		throw fileFault(error, 'unwritable', path);
	}
}

async function replaceFile(target: string, text: string): Promise<void> {
	const temporary = join(dirname(target), `.${basename(target).slice(0, 100)}.${newId()}.tmp`);
	try {
		await writeDurably(temporary, text, await modeOf(target));
		await renameOver(temporary, target);
	} catch (error) {
		await rm(temporary, { force: true }).catch(() => undefined);
		throw error;
	}
}

/** On disk when it resolves; gone when it fails. @throws the system's error, `EEXIST` when there is such a file */
export async function writeDurably(path: string, text: string, mode?: number): Promise<void> {
	const file = await open(path, 'wx', mode);
	try {
		// What a file is opened with is cut by the process's umask.
		if (mode !== undefined) await file.chmod(mode);
		await file.writeFile(text);
		await file.sync();
		await file.close();
	} catch (error) {
		await file.close().catch(() => undefined);
		await rm(path, { force: true }).catch(() => undefined);
		throw error;
	}
}

async function linkTarget(path: string): Promise<string> {
	return (await unlessMissing(realpath(path))) ?? path;
}

async function modeOf(path: string): Promise<number | undefined> {
	const mode = (await unlessMissing(stat(path)))?.mode;
	return mode === undefined ? undefined : mode & 0o777;
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
	try {
		return await work;
	} catch (error) {
		if (systemCode(error) === 'ENOENT') return undefined;
		throw error;
	}
}
