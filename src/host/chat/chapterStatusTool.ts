import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { z } from 'zod';
import { countWords } from '../../core/novel/chapterFile.js';
import { noSuchChapter } from '../../core/novel/chapterRange.js';
import { candidatePath } from '../../core/novel/manuscript.js';
import type { Problem } from '../../core/novel/novel.js';
import { microUsd, noMoney } from '../../core/cost/money.js';
import type { NovelProject } from '../../services/novelProject.js';
import type { ChatNovels } from './chatNovels.js';
import type { ChatToolParts } from './chatTool.js';
import { dollars } from './dollars.js';
import { plainMarkdown } from '../pages/plainMarkdown.js';
import type { SizedAnswer } from './sizedAnswer.js';
import type { toolInputs } from './toolInputs.js';

interface ChapterLine {
	readonly chapter: number;
	readonly findings: readonly Problem[];
	/** What a model is told of the chapter, its findings left out. */
	readonly told: object;
}

/** How chapters stand. */
export function chapterStatus(novels: ChatNovels): ChatToolParts<z.infer<typeof toolInputs.chapterStatus>> {
	return {
		prepare: async ({ chapter, novel }) => {
			const title = await novels.title(novel);
			return { invocationMessage: plainMarkdown(looking(title, chapter)) };
		},
		answer: async ({ chapter, novel }) => {
			const { title, project } = await novels.open(novel);
			const lines = await chapterLines(project);
			if (chapter === undefined) return allChapters(title, project, lines);
			const line = lines.find((one) => one.chapter === chapter);
			if (line !== undefined) return oneChapter(title, line);
			throw noSuchChapter(chapter, lines.map((one) => one.chapter)); // prettier-ignore
		},
	};
}

function looking(title: string | undefined, chapter: number | undefined): string {
	if (title === undefined) return vscode.l10n.t('Looking up how the chapters stand');
	return chapter === undefined
		? vscode.l10n.t('Looking up how the chapters of “{0}” stand', title)
		: vscode.l10n.t('Looking up how chapter {1} of “{0}” stands', title, chapter);
}

async function chapterLines(project: NovelProject): Promise<readonly ChapterLine[]> {
	const { folder, outlook, store, costs, generation } = project;
	const [chapters, { novel }, problems] = await Promise.all([
		outlook.chapters(),
		store.read(),
		generation.knownProblems(),
	]);
	const spent = new Map(costs.costBreakdown('chapter').map((row) => [row.key, row.spent]));
	return chapters.map(({ chapter, title, path, state, text }) => {
		const candidate = join(folder, candidatePath(chapter));
		const findings = problems.filter((one) => one.path === path).flatMap((one) => one.problems);
		const told = {
			chapter,
			title,
			state,
			words: countWords(text ?? ''),
			wordsGoal: novel?.info.wordsPerChapter,
			costUsd: dollars(spent.get(chapter) ?? noMoney),
			...(text === undefined ? {} : { file: join(folder, path) }),
			...(existsSync(candidate) ? { candidate } : {}),
			openFindings: findings.length,
		};
		return { chapter, findings, told };
	});
}

function allChapters(novel: string, { costs }: NovelProject, lines: readonly ChapterLine[]): SizedAnswer {
	const { spent, spentElsewhere, limit, left } = costs.checkBudget();
	return {
		most: lines.length,
		render: (size) =>
			JSON.stringify({
				novel,
				spentUsd: dollars(microUsd(spent + spentElsewhere)),
				budgetUsd: dollars(limit),
				budgetLeftUsd: dollars(left),
				chapters: lines.slice(0, size).map(({ told }) => told),
				...(size < lines.length ? { chaptersLeftOut: lines.length - size } : {}),
			}),
	};
}

function oneChapter(novel: string, { told, findings }: ChapterLine): SizedAnswer {
	return {
		most: findings.length,
		render: (size) =>
			JSON.stringify({
				novel,
				...told,
				findings: findings
					.slice(0, size)
					.map(({ line, severity, code, message }) => ({ line: line + 1, severity, kind: code, message })),
			}),
	};
}
