import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeTime } from 'ulid';
import { isUlid, newId } from '../../base/ids.js';
import { fileFault, systemCode } from '../files/fileFault.js';

const prefix = '.work-';
/** No backup takes as long: what is older was left by a process that died. */
const abandonedMs = 60 * 60 * 1_000;

/** Lends a folder of its own inside `parent`, which is made if need be, for as long as `use` takes. */
export async function withWorkFolder<T>(parent: string, use: (folder: string) => Promise<T>): Promise<T> {
	const folder = join(parent, `${prefix}${newId()}`);
	try {
		await mkdir(folder, { recursive: true });
		try {
			await removeAbandoned(parent);
			return await use(folder);
		} finally {
			await rm(folder, { recursive: true, force: true, maxRetries: 5 });
		}
	} catch (error) {
		throw fileFault(error, 'unwritable', parent);
	}
}

async function removeAbandoned(parent: string): Promise<void> {
	for (const name of await readdir(parent)) {
		const id = name.slice(prefix.length);
		if (!name.startsWith(prefix) || !isUlid(id) || Date.now() - decodeTime(id) < abandonedMs) continue;
		await rm(join(parent, name), { recursive: true, force: true }).catch(unlessGone);
	}
}

function unlessGone(error: unknown): void {
	if (systemCode(error) !== 'ENOENT') throw error;
}
