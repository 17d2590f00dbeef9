import { cp } from 'node:fs/promises';
import path from 'node:path';

/** Copies the sample novel as its author wrote it, without what a run of the extension has remembered of it. */
export async function copySample(projectRoot: string, target: string): Promise<void> {
	await cp(path.join(projectRoot, 'sample'), target, {
		recursive: true,
		filter: (file) => path.basename(file) !== '.prometheus',
	});
}
