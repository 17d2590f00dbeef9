import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readManuscript } from '../../src/adapters/files/readManuscript.js';
import { writeImportedNovel } from '../../src/adapters/files/writeImportedNovel.js';
import { chapterBody } from '../../src/core/novel/chapterFile.js';
import { splitManuscript } from '../../src/core/novel/splitManuscript.js';
import { entitiesIn, namesOf } from '../../src/core/prose/namesIn.js';
import { passagesOf } from '../../src/core/prose/passages.js';
import { manuscripts } from '../support/memory/manuscripts.js';
import { temporaryFolder } from '../unit/adapters/files/temporaryFolder.js';

const { signal } = new AbortController();

interface WholeNovel {
	readonly file: string;
	readonly title: string;
	readonly chapters: number;
	readonly firstHeading: string;
	readonly people: readonly string[];
}

const novels: readonly WholeNovel[] = [
	{
		file: 'northanger-abbey.txt',
		title: 'NORTHANGER ABBEY',
		chapters: 31,
		firstHeading: '# CHAPTER 1',
		people: ['Catherine', 'Isabella', 'Henry', 'Miss Tilney', 'Mrs. Allen', 'Bath'],
	},
	{
		file: 'persuasion.txt',
		title: 'Persuasion',
		chapters: 24,
		firstHeading: '# Chapter 1',
		people: ['Anne', 'Captain Wentworth', 'Mr Elliot', 'Lady Russell', 'Mary', 'Sir Walter'],
	},
];

const isThere = existsSync(manuscripts);

describe(`importing a whole novel${isThere ? '' : ', which is skipped since there is no ../shared/manuscripts'}`, () => {
	const folder = temporaryFolder();

	before(function () {
		if (!isThere) this.skip();
	});

	for (const novel of novels) {
		it(`finds the ${novel.chapters} chapters of ${novel.title} and loses no word, in under 5 s`, async () => {
			const start = performance.now();
			const info = await importNovel(novel);
			const elapsedMs = performance.now() - start;
			assert.deepEqual(
				[info?.title, info?.author, info?.chapters, info?.language],
				[novel.title, 'Jane Austen', novel.chapters, 'en'],
			);
			const files = (await readdir(join(folder(), 'manuscript'))).sort();
			assert.equal(files.length, novel.chapters);
			const texts = await Promise.all(files.map((file) => readFile(join(folder(), 'manuscript', file), 'utf8')));
			assert.ok(texts.every((text) => /^# chapter \d+\n\n\S/i.test(text)));
			assert.equal(texts[0]?.split('\n')[0], novel.firstHeading);
			const front = await readFile(join(folder(), 'front-matter.md'), 'utf8');
			assert.equal(
				hashOfWords([front, ...texts].join('\n')),
				hashOfWords(await readFile(join(manuscripts, novel.file), 'utf8')),
			);
			assert.ok(elapsedMs < 5_000, `${Math.round(elapsedMs)} ms`);
		});

		it(`divides ${novel.title} into passages and finds who is in them`, async () => {
			await importNovel(novel);
			const files = (await readdir(join(folder(), 'manuscript'))).sort();
			const texts = await Promise.all(files.map((file) => readFile(join(folder(), 'manuscript', file), 'utf8')));
			const bodies = texts.map(chapterBody);
			const passages = bodies.flatMap((body) => passagesOf(body).map(({ text }) => text));
			assert.equal(hashOfWords(passages.join('\n')), hashOfWords(bodies.join('\n')));
			const found = await namesOf(bodies);
			assert.deepEqual(
				novel.people.filter((name) => !found.slice(0, 12).some((one) => one.name === name)),
				[],
			);
			const names = found.map(({ name }) => name);
			const named = passages.filter((passage) => entitiesIn(passage, names).length > 0).length;
			assert.ok(named > passages.length * 0.85, `${named} of ${passages.length}`);
		});
	}

	async function importNovel({ file }: WholeNovel): Promise<Awaited<ReturnType<typeof writeImportedNovel>>['info']> {
		const { name, files } = await readManuscript(join(manuscripts, file), signal);
		const result = splitManuscript(files);
		if (result.kind === 'refused') return assert.fail(result.reason);
		return (await writeImportedNovel(folder(), { manuscript: result.manuscript, name }, signal)).info;
	}
});

/** Independent of the project's own: all words, without the mark of a heading. */
function hashOfWords(text: string): string {
	const words = text.split(/\s+/).filter((word) => word !== '' && word !== '#');
	return createHash('sha256').update(words.join(' ')).digest('hex');
}
