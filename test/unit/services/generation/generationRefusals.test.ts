import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAppError } from '../../../../src/base/errors.js';
import { copyShortSample } from '../../../support/novel/sampleProject.js';
import { chapter, chapters, novelist, shortSample, statesOf } from './shortSample.js';

describe('Generation that cannot be', () => {
	const { folder, generate, manuscript, read } = shortSample();

	it('keeps within the budget: nothing is sent and nothing written when it covers no call', async () => {
		const model = novelist();
		const report = await generate(model, chapters('1'), { budgetUsd: 0.001 });
		assert.deepEqual(
			[statesOf(report), model.requests.length, report.modelCalls, await manuscript()],
			[['failed'], 0, 0, []],
		);
		assert.match(
			report.failures[0] ?? '',
			/^The budget of \$0\.0010 does not cover the next call to scripted\/novelist at its worst case: \$0\.\d+ is missing\. Nothing was sent\./,
		);
	});

	it('refuses an unknown price and a missing key before anything is bought or written', async () => {
		for (const [settings, code] of [
			[{ prices: {} }, 'unknown-price'],
			[
				{ models: { plan: 'openai/gpt-5-mini', draft: 'scripted/novelist', check: 'scripted/novelist' } },
				'missing-key',
			],
			[{ models: { plan: 'nonsense', draft: 'scripted/novelist', check: 'scripted/novelist' } }, 'bad-model-id'],
		] as const) {
			const model = novelist();
			await assert.rejects(
				generate(model, chapters('1'), settings),
				(error) => isAppError(error) && error.code === code,
			);
			assert.deepEqual([model.requests.length, await manuscript()], [0, []], code);
		}
	});

	it('names the file and the line of what is broken in the novel', async () => {
		await writeFile(join(folder(), 'novel.json'), '{\n\t"title": \n}');
		await assert.rejects(generate(novelist(), chapters('1')), {
			code: 'bad-novel',
			message: /^novel\.json, line \d: /,
		});
		await copyShortSample(folder());
		await writeFile(join(folder(), 'outline.md'), '# Outline\n\nSome day.\n');
		await assert.rejects(generate(novelist(), chapters('1')), {
			code: 'bad-novel',
			message: /^outline\.md, line 1: outline\.md has no chapters/,
		});
	});

	it('says which chapters there are when one is asked for that does not exist', async () => {
		for (const request of [chapter(13), chapters('11-13'), chapter(0)]) {
			await assert.rejects(generate(novelist(), request), {
				code: 'bad-chapters',
				message: /There is no chapter (13|0): the outline ends with chapter 12\./,
			});
		}
		for (const text of ['3-1', 'x', '1,,2', '']) {
			await assert.rejects(generate(novelist(), chapters(text)), { code: 'bad-chapters' }, text);
		}
		await generate(novelist(), chapters('1'));
	});

	it('says what is missing when there is neither outline nor premise', async () => {
		await rm(join(folder(), 'outline.md'));
		await writeFile(join(folder(), 'bible/premise.md'), '');
		await assert.rejects(generate(novelist(), chapters('1')), { code: 'no-outline', message: /bible\/premise\.md/ });
	});

	it('plans nothing for a chapter that the book will not have', async () => {
		await rm(join(folder(), 'outline.md'));
		const model = novelist();
		await assert.rejects(generate(model, chapter(40)), { code: 'bad-chapters' });
		assert.deepEqual(model.requests, []);
	});

	it('drafts no chapter that the outline leaves out', async () => {
		const outline = await read('outline.md');
		await writeFile(join(folder(), 'outline.md'), outline.replace(/## 2\. Standpipe[^]*?(?=## 3\.)/, ''));
		await assert.rejects(generate(novelist(), chapters('2')), {
			code: 'bad-chapters',
			message: /no chapter 2 in outline\.md/,
		});
		await writeFile(
			join(folder(), 'outline.md'),
			outline.replace(/## 2\. Standpipe[^]*?(?=## 3\.)/, '').replace(/## 4\.[^]*/, ''),
		);
		const report = await generate(novelist(), { kind: 'chapters', chapters: undefined });
		assert.deepEqual([report.chapters.map(({ chapter: number }) => number), (await manuscript()).length], [[1, 3], 2]);
	});
});
