import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderManuscript } from '../../../../src/adapters/files/folderManuscript.js';
import { candidatePath } from '../../../../src/core/novel/manuscript.js';
import { temporaryFolder } from './temporaryFolder.js';

describe('A manuscript in a folder', () => {
	const folder = temporaryFolder();
	const offer = (text: string): Promise<void> =>
		new FolderManuscript(folder()).offerCandidate({
			chapter: 3,
			path: 'manuscript/03.md',
			candidatePath: candidatePath(3),
			text,
			reason: 'A test.',
		});

	it('keeps every candidate that another one took the place of, also when some are deleted', async () => {
		for (const text of ['One.', 'Two.', 'Three.']) await offer(text);
		const earlier = join(folder(), '.prometheus', 'candidates', 'earlier');
		await rm(join(earlier, '03-1.md'));
		for (const text of ['Four.', 'Four.', 'Five.']) await offer(text);
		const kept = await Promise.all(
			(await readdir(earlier)).toSorted().map(async (name) => [name, await readFile(join(earlier, name), 'utf8')]),
		);
		assert.deepEqual(kept, [
			['03-1.md', 'Three.'],
			['03-2.md', 'Two.'],
			['03-3.md', 'Four.'],
		]);
	});
});
