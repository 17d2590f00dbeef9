import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readNovel } from '../../../../src/adapters/files/novelFolder.js';
import { writeImportedNovel, type ImportedNovel } from '../../../../src/adapters/files/writeImportedNovel.js';
import { CancellationError } from '../../../../src/base/errors.js';
import { splitManuscript } from '../../../../src/core/novel/splitManuscript.js';
import { plainProse } from '../../../support/novel/plainProse.js';
import { temporaryFolder } from './temporaryFolder.js';

const { signal } = new AbortController();
const prose = plainProse(12);
const text = `Salt\n\nby Ann Marsh\n\nChapter 1\n\nThe Sea\n\n${prose}\n\nChapter 2\n\nThe Land\n\n${prose}\n\nAcknowledgements\n\nThanks.`;

describe('writing an imported novel', () => {
	const folder = temporaryFolder();

	it('makes a novel that can be read at once', async () => {
		const target = join(folder(), 'books', 'salt');
		const { info, chapters, notes } = await imported(target);
		const { novel, problems } = await readNovel(target);
		assert.deepEqual(novel?.info, info);
		assert.deepEqual(
			{ ...info, id: '' },
			{
				id: '',
				title: 'Salt',
				author: 'Ann Marsh',
				language: 'en',
				genre: '',
				pointOfView: 'third person limited',
				tense: 'past',
				chapters: 2,
				wordsPerChapter: 250,
			},
		);
		assert.deepEqual(
			novel?.outline.map(({ number, title, beats }) => [number, title, beats]),
			[
				[1, 'The Sea', []],
				[2, 'The Land', []],
			],
		);
		assert.deepEqual(
			problems.filter(({ severity }) => severity === 'error'),
			[],
		);
		assert.deepEqual(novel?.bible.world, []);
		assert.deepEqual(
			chapters.map(({ path }) => path),
			['manuscript/01-the-sea.md', 'manuscript/02-the-land.md'],
		);
		assert.deepEqual(await contents(target, ['manuscript/01-the-sea.md', 'front-matter.md', 'back-matter.md']), [
			`# Chapter 1 The Sea\n\n${prose}\n`,
			'Salt\n\nby Ann Marsh\n',
			'Acknowledgements\n\nThanks.\n',
		]);
		assert.equal(notes.length, 1);
	});

	it('lets its author say what it is called and how it is told', async () => {
		const { info } = await imported(folder(), { title: 'Stone', author: 'A. M.', tense: 'present', language: 'en-GB' });
		assert.deepEqual(
			[info?.title, info?.author, info?.tense, info?.language, info?.chapters],
			['Stone', 'A. M.', 'present', 'en-GB', 2],
		);
	});

	it('goes into a novel that has nothing in these places, and leaves the rest as it is', async () => {
		await mkdir(join(folder(), 'manuscript'));
		const mine = {
			'novel.json': 'Mine.',
			'manuscript/03-home.md': '# Home\n\nMine.\n',
			'manuscript/1.md': '# Planned\n',
			'outline.md': ' \n',
		};
		await put(mine);
		const { info, chapters } = await imported(folder());
		assert.equal(info, undefined);
		assert.deepEqual(
			chapters.map(({ path }) => path),
			['manuscript/1.md', 'manuscript/02-the-land.md'],
		);
		assert.deepEqual(
			await contents(folder(), ['novel.json', 'manuscript/03-home.md', 'manuscript/1.md', 'outline.md']),
			[
				'Mine.',
				'# Home\n\nMine.\n',
				`# Chapter 1 The Sea\n\n${prose}\n`,
				'# Salt\n\n## 1. The Sea\n\n## 2. The Land\n',
			],
		);
	});

	it('keeps an outline that is there, and says so', async () => {
		await put({ 'outline.md': '## 1. Mine\n' });
		const { notes } = await imported(folder());
		assert.ok(notes.includes('outline.md was there already and stays as it is.'));
		assert.deepEqual(await contents(folder(), ['outline.md']), ['## 1. Mine\n']);
	});

	it('writes nothing when a chapter has text already, however its file is called', async () => {
		await mkdir(join(folder(), 'manuscript'));
		await put({ 'manuscript/2 Mine.md': '# Mine\n\nMine.\n', 'manuscript/01.md': '# Sea\n\n<!-- The knife! -->\n' });
		await assert.rejects(imported(folder()), {
			code: 'chapters-in-the-way',
			message: `Nothing was imported, since there is text already in manuscript/01.md, manuscript/2 Mine.md, in ${folder()}. Move it away, or import into a new folder.`,
		});
		assert.deepEqual(await readdir(folder()), ['manuscript']);
		assert.deepEqual((await readdir(join(folder(), 'manuscript'))).sort(), ['01.md', '2 Mine.md']);
	});

	it('writes nothing when there is front matter already', async () => {
		await put({ 'front-matter.md': 'Mine.' });
		await assert.rejects(imported(folder()), { code: 'chapters-in-the-way' });
		assert.deepEqual(await readdir(folder()), ['front-matter.md']);
	});

	it('takes everything back when it fails or is cancelled, what was empty before too', async () => {
		await mkdir(join(folder(), 'manuscript', '02-the-land.md'), { recursive: true });
		await put({ 'manuscript/01 Planned.md': '# Planned\n', 'notes.txt': 'Mine.' });
		await assert.rejects(imported(folder()), { code: 'unreadable' });
		const controller = new AbortController();
		const reason = new CancellationError();
		controller.abort(reason);
		await assert.rejects(imported(folder(), {}, controller.signal), reason);
		assert.deepEqual((await readdir(folder())).sort(), ['manuscript', 'notes.txt']);
		assert.deepEqual(await contents(folder(), ['manuscript/01 Planned.md']), ['# Planned\n']);
	});

	it('takes everything back when the disk refuses a later file', async () => {
		await put({ bible: 'A file in the way.', 'outline.md': '' });
		await assert.rejects(imported(folder()), { code: 'unwritable' });
		assert.deepEqual((await readdir(folder())).sort(), ['bible', 'outline.md']);
	});

	it('is made once when two windows import into one folder', async () => {
		const results = await Promise.allSettled([imported(folder()), imported(folder())]);
		assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
		assert.equal((await readNovel(folder())).novel?.outline.length, 2);
		assert.equal((await readdir(join(folder(), 'manuscript'))).length, 2);
	});

	async function put(files: Readonly<Record<string, string>>): Promise<void> {
		for (const [path, content] of Object.entries(files)) await writeFile(join(folder(), path), content);
	}
});

async function imported(folder: string, about = {}, stop: AbortSignal = signal): Promise<ImportedNovel> {
	const result = splitManuscript([{ path: 'salt.txt', text }]);
	if (result.kind === 'refused') return assert.fail(result.reason);
	return await writeImportedNovel(folder, { manuscript: result.manuscript, name: 'Book', about }, stop);
}

async function contents(folder: string, paths: readonly string[]): Promise<string[]> {
	return await Promise.all(paths.map((path) => readFile(join(folder, path), 'utf8')));
}
