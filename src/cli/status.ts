import { resolve } from 'node:path';
import { openNovelProject } from '../compose.js';
import { formatMoney } from '../core/cost/money.js';
import { countWords } from '../core/novel/chapterFile.js';
import type { CommandLine } from './options.js';
import { terminalHost } from './projectHost.js';

export async function status({ novel, json, settings }: CommandLine): Promise<number> {
	const project = await openNovelProject(resolve(novel), terminalHost(settings));
	try {
		const chapters = (await project.generation.chapters()).map(({ chapter, title, path, state, text }) => ({
			chapter,
			title,
			path,
			state,
			words: countWords(text ?? ''),
		}));
		const { problems } = await project.store.read();
		const { spent, held, limit, calls } = project.costs.checkBudget();
		if (json) {
			process.stdout.write(
				`${JSON.stringify({ chapters, problems, spentMicroUsd: spent, heldMicroUsd: held, budgetMicroUsd: limit, calls })}\n`,
			);
			return 0;
		}
		const lines = chapters.map(
			({ chapter, title, state, words }) =>
				`${String(chapter).padStart(3)}. ${title}: ${state}${words > 0 ? `, ${words} words` : ''}`,
		);
		const faults = problems.map(({ path, line, message }) => `${path}:${line + 1}: ${message}`);
		process.stdout.write(
			`${[...lines, ...faults, `${formatMoney(spent)} of ${formatMoney(limit)} spent in ${calls} calls`].join('\n')}\n`,
		);
		return 0;
	} finally {
		await project.close();
	}
}
