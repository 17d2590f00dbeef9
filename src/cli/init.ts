import { resolve } from 'node:path';
import { writeNewNovel } from '../adapters/files/writeNewNovel.js';
import { AppError } from '../base/errors.js';
import { wholeNumber, type CommandLine } from './options.js';

export async function initNovel({ novel, values, json }: CommandLine): Promise<number> {
	if (values.title === undefined || values.title.trim() === '')
		throw new AppError('usage', 'Say what the novel is called: --title T.');
	const folder = resolve(novel);
	const premise = values.premise ?? '';
	await writeNewNovel(folder, {
		title: values.title,
		premise,
		genre: values.genre ?? '',
		chapters: wholeNumber('chapter-count', values['chapter-count'], 20, 1, 400),
		wordsPerChapter: wholeNumber('words-per-chapter', values['words-per-chapter'], 2_000, 200, 20_000),
	});
	const next =
		premise === '' ? 'Write its premise into bible/premise.md, then generate.' : 'Generate begins with a plan.';
	process.stdout.write(json ? `${JSON.stringify({ folder })}\n` : `The novel is in ${folder}. ${next}\n`);
	return 0;
}
