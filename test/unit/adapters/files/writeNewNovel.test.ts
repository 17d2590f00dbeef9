import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readNovel } from '../../../../src/adapters/files/novelFolder.js';
import { writeNewNovel } from '../../../../src/adapters/files/writeNewNovel.js';
import { isUlid } from '../../../../src/base/ids.js';
import { temporaryFolder } from './temporaryFolder.js';

const salt = { title: 'Salt', premise: 'A harbour dries up.', genre: 'mystery', chapters: 12, wordsPerChapter: 2_000 };

describe('a new novel', () => {
	const folder = temporaryFolder();

	it('can be read at once', async () => {
		const target = join(folder(), 'books', 'salt');
		const info = await writeNewNovel(target, { ...salt, author: 'A. Writer', tense: 'present' });
		const { novel, problems } = await readNovel(target);
		assert.deepEqual(problems, []);
		assert.deepEqual(novel?.info, info);
		assert.ok(isUlid(info.id));
		assert.equal(novel?.bible.premise, '# Premise\n\nA harbour dries up.\n');
		assert.match(novel?.bible.style ?? '', /told in third person limited, in the present tense\./);
		assert.equal(await readFile(join(target, '.prometheus', '.gitignore'), 'utf8'), '*\n');
		assert.deepEqual((await readdir(target)).sort(), ['.prometheus', 'bible', 'novel.json']);
	});

	it('refuses a folder that holds a novel', async () => {
		await writeFile(join(folder(), 'novel.json'), 'mine');
		await assert.rejects(writeNewNovel(folder(), salt), { code: 'already-a-novel' });
		assert.deepEqual(await readdir(folder()), ['novel.json']);
		assert.equal(await readFile(join(folder(), 'novel.json'), 'utf8'), 'mine');
	});

	it('keeps what the author has in the folder', async () => {
		await mkdir(join(folder(), 'bible'));
		await writeFile(join(folder(), 'bible', 'premise.md'), 'Mine.');
		await writeNewNovel(folder(), salt);
		assert.equal(await readFile(join(folder(), 'bible', 'premise.md'), 'utf8'), 'Mine.');
	});

	it('says what is wrong before it writes anything', async () => {
		const target = join(folder(), 'salt');
		await assert.rejects(writeNewNovel(target, { ...salt, chapters: 0, title: ' ' }), {
			code: 'invalid-novel',
			message:
				'"title" must be text of at most 300 characters: the title of the book. "chapters" must be a whole number from 1 to 400.',
		});
		assert.deepEqual(await readdir(folder()), []);
	});

	it('removes all that it created, and only that, when it fails', async () => {
		await writeFile(join(folder(), 'notes.txt'), 'Mine.');
		await writeFile(join(folder(), 'bible'), 'A file in the way.');
		await assert.rejects(writeNewNovel(folder(), salt), { code: 'unwritable' });
		assert.deepEqual((await readdir(folder())).sort(), ['bible', 'notes.txt']);
	});

	it('is made once when two windows make it', async () => {
		const results = await Promise.allSettled([writeNewNovel(folder(), salt), writeNewNovel(folder(), salt)]);
		assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
		assert.deepEqual((await readNovel(folder())).problems, []);
	});
});
