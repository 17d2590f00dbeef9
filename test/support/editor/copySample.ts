import { cp } from 'node:fs/promises';
import path from 'node:path';

const madeByRuns = new Set(['.prometheus', 'manuscript']);

/** Copies the sample novel as its author wrote it, without what runs of the extension have added. */
export async function copySample(projectRoot: string, target: string): Promise<void> {
	await cp(path.join(projectRoot, 'sample'), target, {
		recursive: true,
		filter: (file) => !madeByRuns.has(path.basename(file)),
	});
}
