import { formatMoney } from '../core/cost/money.js';
import { countWords } from '../core/novel/chapterFile.js';
import type { CommandLine } from './options.js';
import { print } from './output.js';
import { withProject } from './withProject.js';

export async function status(command: CommandLine): Promise<number> {
	return await withProject(command, async (project) => {
		const chapters = (await project.outlook.chapters()).map(({ chapter, title, path, state, text }) => ({
			chapter,
			title,
			path,
			state,
			words: countWords(text ?? ''),
		}));
		const { problems } = await project.store.read();
		const { spent, held, limit, calls } = project.costs.checkBudget();
		const value = {
			chapters,
			problems,
			spentMicroUsd: spent,
			heldMicroUsd: held,
			budgetMicroUsd: limit,
			calls,
			memories: project.memory.stats().entries,
		};
		print(command.json, value, () => [
			...chapters.map(
				({ chapter, title, state, words }) =>
					`${String(chapter).padStart(3)}. ${title}: ${state}${words > 0 ? `, ${words} words` : ''}`,
			),
			...problems.map(({ path, line, message }) => `${path}:${line + 1}: ${message}`),
			`${formatMoney(spent)} of ${formatMoney(limit)} spent in ${calls} calls`,
		]);
		return 0;
	});
}
