import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { formatNovelInfo, parseNovelInfo } from '../../../../src/core/novel/novelInfo.js';
import { novelJsonSchema } from '../../../../src/core/novel/novelInfoSchema.js';

const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const least = `{\n\t"id": "${id}",\n\t"title": "Salt",\n\t"chapters": 12,\n\t"wordsPerChapter": 2000\n}\n`;
const summaries = (text: string): string[] =>
	parseNovelInfo(text, 'novel.json').problems.map(
		({ line, column, endLine, endColumn, severity, code }) =>
			`${line}:${column}-${endLine}:${endColumn} ${severity} ${code}`,
	);

describe('novel.json', () => {
	it('needs little and fills in the rest', () => {
		assert.deepEqual(parseNovelInfo(least, 'novel.json'), {
			info: {
				id,
				title: 'Salt',
				author: '',
				language: 'en',
				genre: '',
				pointOfView: 'third person limited',
				tense: 'past',
				chapters: 12,
				wordsPerChapter: 2_000,
			},
			problems: [],
		});
	});

	it('says what is wrong with each value, at the value', () => {
		const text = `{\n\t"id": "x",\n\t"title": "",\n\t"chapters": 401, "tense": 3\n}`;
		assert.deepEqual(summaries(text), [
			'1:7-1:10 error invalid-value',
			'2:10-2:12 error invalid-value',
			'3:27-3:28 error invalid-value',
			'3:13-3:16 error invalid-value',
			'0:0-0:1 error missing-property',
		]);
		const { info, problems } = parseNovelInfo(text, 'novel.json');
		assert.equal(info, undefined);
		assert.equal(problems[3]?.message, '"chapters" must be a whole number from 1 to 400.');
		assert.match(problems[4]?.message ?? '', /^novel\.json needs "wordsPerChapter"\. .* from 200 to 20000/);
	});

	it('points at errors of syntax', () => {
		const broken = [
			'',
			'[]',
			'{ "id": "x" "title": "y" }',
			'{ title: "x" }',
			'{\n\t"id": "x",\n\t"title": "y"\n',
			'{ "title": "x\n" }',
			'{} {}',
		];
		assert.deepEqual(broken.map(summaries), [
			['0:0-0:0 error json'],
			['0:0-0:2 error json'],
			['0:12-0:19 error json'],
			['0:2-0:7 error json'],
			['2:13-2:13 error json'],
			['0:11-0:13 error json'],
			['0:3-0:4 error json'],
		]);
		assert.match(parseNovelInfo(broken[2] ?? '').problems[0]?.message ?? '', /a comma is missing here/);
	});

	it('understands comments and trailing commas, with a warning', () => {
		for (const text of [least.replace('\n}', ',\n}'), least.replace('{', '{ // mine')]) {
			const { info, problems } = parseNovelInfo(text);
			assert.equal(info?.title, 'Salt');
			assert.deepEqual(
				problems.map(({ severity, code }) => `${severity} ${code}`),
				['warning json-strict'],
			);
		}
	});

	it('asks about names that look like a slip, and leaves others alone', () => {
		const text = least.replace(
			'{',
			'{ "$schema": "x", "auther": "A", "words_per_chapter": 1, "Genre": "g", "isbn": "1",',
		);
		const { info, problems } = parseNovelInfo(text);
		assert.equal(info?.title, 'Salt');
		assert.deepEqual(
			problems.map(({ message, severity }) => `${severity}: ${message}`),
			[
				'warning: "auther" is not known. Did you mean "author"?',
				'warning: "Genre" is not known. Did you mean "genre"?',
			],
		);
	});

	it('suggests the right name for a missing property', () => {
		const text = least.replace('wordsPerChapter', 'words_per_chapter');
		assert.deepEqual(
			parseNovelInfo(text).problems.map(({ code }) => code),
			['missing-property', 'unknown-property'],
		);
	});

	it('reads back what it writes', () => {
		const text = fc.string({ maxLength: 40 }).map((value) => value.trim());
		const info = fc.record(
			{
				id: fc.constant(id),
				title: text.filter((value) => value !== ''),
				author: text,
				language: fc.constantFrom('en', 'de-AT', 'zh-Hant'),
				genre: text,
				pointOfView: text,
				tense: text,
				chapters: fc.integer({ min: 1, max: 400 }),
				wordsPerChapter: fc.integer({ min: 200, max: 20_000 }),
			},
			{ noNullPrototype: true },
		);
		fc.assert(
			fc.property(info, (value) =>
				assert.deepEqual(parseNovelInfo(formatNovelInfo(value)), { info: value, problems: [] }),
			),
		);
	});

	it('never throws', () => {
		fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => assert.ok(parseNovelInfo(text).problems)));
	});

	it('has its JSON schema in the repository (node scripts/schemas.mjs writes it)', () => {
		assert.deepEqual(
			JSON.parse(readFileSync('schemas/novel.schema.json', 'utf8')),
			JSON.parse(JSON.stringify(novelJsonSchema())),
		);
	});
});
