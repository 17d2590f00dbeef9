import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder below `parent`, which is on the same disk as what will be moved there; it is gone when `use` is done. */
export async function inTemporaryFolder<T>(parent: string, use: (folder: string) => Promise<T>): Promise<T> {
	await mkdir(parent, { recursive: true });
	const folder = await mkdtemp(join(parent, '.work-'));
	try {
		return await use(folder);
	} finally {
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}
