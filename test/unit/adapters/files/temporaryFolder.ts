import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A fresh folder for each test of the suite, removed after it. */
export function temporaryFolder(): () => string {
	let folder = '';
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'prometheus-novel-'));
	});
	afterEach(() => rm(folder, { recursive: true, force: true }));
	return () => folder;
}
