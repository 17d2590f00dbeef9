import assert from 'node:assert/strict';
import { chmod, lstat, mkdir, readFile, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfExists } from '../../../../src/adapters/files/readIfExists.js';
import { writeAtomically } from '../../../../src/adapters/files/writeAtomically.js';
import { asUnprivileged } from '../../../support/asUnprivileged.js';
import { temporaryFolder } from './temporaryFolder.js';

const isPosix = process.platform !== 'win32';

describe('writing a file as a whole', () => {
	const folder = temporaryFolder();

	it('creates folders and leaves nothing else behind', async () => {
		const path = join(folder(), 'manuscript', '01.md');
		await writeAtomically(path, 'One.');
		await writeAtomically(path, 'Two.');
		assert.equal(await readIfExists(path), 'Two.');
		assert.deepEqual(await readdir(join(folder(), 'manuscript')), ['01.md']);
	});

	it('is never seen half written', async () => {
		const path = join(folder(), '01.md');
		const texts = ['a', 'b'].map((letter) => letter.repeat(200_000));
		await writeAtomically(path, texts[0] ?? '');
		const writing = Promise.all(
			Array.from({ length: 20 }, (_, index) => writeAtomically(path, texts[index % 2] ?? '')),
		);
		for (let read = 0; read < 20; read++) assert.ok(texts.includes((await readIfExists(path)) ?? ''));
		await writing;
		assert.deepEqual(await readdir(folder()), ['01.md']);
	});

	it('keeps permissions and symbolic links', async function () {
		if (!isPosix) this.skip();
		const target = join(folder(), 'target.md');
		const link = join(folder(), 'link.md');
		await writeFile(target, 'One.');
		await symlink(target, link);
		for (const mode of [0o600, 0o666]) {
			await chmod(target, mode);
			await writeAtomically(link, 'Two.');
			assert.equal(await readFile(target, 'utf8'), 'Two.');
			assert.equal((await stat(target)).mode & 0o777, mode);
		}
		assert.ok((await lstat(link)).isSymbolicLink());
	});

	it('says why it cannot, and keeps the old text', async () => {
		const path = join(folder(), '01.md');
		await mkdir(path);
		await assert.rejects(writeAtomically(path, 'x'), {
			code: 'unwritable',
			message: /there is a folder of that name|system/,
		});
		assert.deepEqual(await readdir(folder()), ['01.md']);
	});

	it('says so when a folder may not be written to', async function () {
		if (!isPosix) this.skip();
		await writeFile(join(folder(), '01.md'), 'One.');
		await chmod(folder(), 0o500);
		await asUnprivileged(() =>
			assert.rejects(writeAtomically(join(folder(), '01.md'), 'x'), {
				code: 'unwritable',
				message: /you have no permission for it/,
			}),
		);
		await chmod(folder(), 0o700);
		assert.equal(await readIfExists(join(folder(), '01.md')), 'One.');
	});

	it('reads nothing where there is nothing', async () => {
		assert.equal(await readIfExists(join(folder(), 'gone.md')), undefined);
	});
});
