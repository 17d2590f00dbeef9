import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { headingOf } from '../../core/novel/markdownFile.js';
import type { Bible, BibleEntry, OutlineChapter, Problem } from '../../core/novel/novel.js';
import { outlinePath, parseOutline } from '../../core/novel/outline.js';
import { lineRange, problemAt } from '../../core/novel/textPosition.js';
import { withoutHeading } from '../../core/prompts/promptView.js';
import { templateProblems } from '../../core/prompts/templateProblems.js';
import { readMarkdown, readMarkdownFiles, type MarkdownFile } from './markdownFiles.js';

export async function readBible(folder: string, problems: Problem[]): Promise<Bible> {
	const files = await readMarkdownFiles(folder, 'bible', problems);
	const rest = files.filter((file) => !singleFiles.has(file.path.toLowerCase()));
	const single = (path: string): string => files.find((file) => file.path.toLowerCase() === path)?.text ?? '';
	const bible = {
		premise: single('bible/premise.md'),
		style: single('bible/style.md'),
		concept: single('bible/concept.md'),
		beatSheet: single('bible/beat-sheet.md'),
		motifs: single('bible/motifs.md'),
		characters: rest.filter(isCharacter).map(entryOf),
		// What an author keeps elsewhere in the bible is knowledge of the world too.
		world: rest.filter((file) => !isCharacter(file)).map(entryOf),
	};
	if (withoutHeading(bible.premise) === '') problems.push(noPremise());
	return bible;
}

export async function readOutline(folder: string, problems: Problem[]): Promise<readonly OutlineChapter[]> {
	const file = await readMarkdown(folder, outlinePath, problems);
	if (file === undefined) return [];
	const outline = parseOutline(file.text);
	problems.push(...outline.problems);
	return outline.chapters;
}

export async function readTemplates(folder: string, problems: Problem[]): Promise<ReadonlyMap<string, string>> {
	const files = await readMarkdownFiles(folder, 'prompts', problems);
	const direct = files.filter((file) => file.path.split('/').length === 2);
	problems.push(...direct.flatMap(problemsOfTemplate));
	return new Map(direct.map((file) => [baseName(file), file.text]));
}

function problemsOfTemplate(file: MarkdownFile): Problem[] {
	return templateProblems(baseName(file), file.text).map(({ line, message, isHarmless }) =>
		problemAt(
			file.path,
			lineRange(line, file.text.split('\n')[line]?.length ?? 0),
			isHarmless ? 'warning' : 'error',
			'template',
			message,
		),
	);
}

const singleFiles: ReadonlySet<string> = new Set(
	['premise', 'style', 'concept', 'beat-sheet', 'motifs'].map((name) => `bible/${name}.md`),
);

function isCharacter(file: MarkdownFile): boolean {
	return file.path.toLowerCase().startsWith('bible/characters/');
}

function entryOf(file: MarkdownFile): BibleEntry {
	return { name: headingOf(file.text) ?? baseName(file), path: file.path, text: file.text };
}

function baseName(file: MarkdownFile): string {
	return basename(file.path).replace(/\.md$/i, '');
}

function noPremise(): Problem {
	const message = l10n.t(
		'There is no premise yet. Write in bible/premise.md, in a few sentences, what the book is about.',
	);
	return problemAt('bible/premise.md', lineRange(0, 0), 'warning', 'no-premise', message);
}
