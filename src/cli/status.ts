import { isAppError } from '../base/errors.js';
import { formatMoney } from '../core/cost/money.js';
import { countWords } from '../core/novel/chapterFile.js';
import type { MendingCost } from '../core/staleness/mendingCost.js';
import type { ChapterStaleness } from '../core/staleness/staleness.js';
import { stalenessSentence } from '../core/staleness/staleSentence.js';
import type { NovelProject } from '../services/novelProject.js';
import type { CommandLine } from './options.js';
import { print } from './output.js';
import { withProject } from './withProject.js';

export async function status(command: CommandLine, signal: AbortSignal): Promise<number> {
	return await withProject(command, async (project) => {
		const staleness = new Map((await project.staleness.look()).chapters.map((one) => [one.chapter, one]));
		const chapters = (await project.outlook.chapters()).map(({ chapter, title, path, state, text }) => {
			const { freshness = 'fresh', reasons = [], waitsFor = [] } = staleness.get(chapter) ?? {};
			return {
				...{ chapter, title, path, state },
				words: countWords(text ?? ''),
				...{ freshness, reasons, waitsFor },
			};
		});
		const mending = await mendingCost(project, signal);
		const { problems } = await project.store.read();
		const { spent, held, limit, calls } = project.costs.checkBudget();
		const value = {
			chapters,
			problems,
			spentMicroUsd: spent,
			heldMicroUsd: held,
			budgetMicroUsd: limit,
			calls,
			...(mending === undefined ? {} : { mending }),
			memories: project.memory.stats().entries,
		};
		print(command.json, value, () => [
			...chapters.map(
				({ chapter, title, state, words }) =>
					`${String(chapter).padStart(3)}. ${title}: ${[state, ...(words > 0 ? [`${words} words`] : []), ...staleWords(staleness.get(chapter))].join(', ')}`,
			),
			...(mending === undefined ? [] : [mendingLine(mending)]),
			...problems.map(({ path, line, message }) => `${path}:${line + 1}: ${message}`),
			`${formatMoney(spent)} of ${formatMoney(limit)} spent in ${calls} calls`,
		]);
		return 0;
	});
}

function staleWords(staleness: ChapterStaleness | undefined): readonly string[] {
	return staleness === undefined || staleness.freshness === 'fresh' ? [] : [stalenessSentence(staleness)];
}

/** Undefined where nothing is stale, and where it cannot be said, such as for a model without a price. */
async function mendingCost({ mending }: NovelProject, signal: AbortSignal): Promise<MendingCost | undefined> {
	try {
		const cost = await mending.now(signal);
		return cost.chapters.length === 0 ? undefined : cost;
	} catch (error) {
		if (isAppError(error)) return undefined;
		throw error;
	}
}

function mendingLine({ chapters, isFree, p50, p90 }: MendingCost): string {
	const what = chapters.length === 1 ? '1 chapter is stale' : `${chapters.length} chapters are stale`;
	const price = isFree
		? 'costs nothing with the models that are set'
		: `costs about ${formatMoney(p50)}, in nine of ten cases less than ${formatMoney(p90)}`;
	return `${what}; drafting ${chapters.length === 1 ? 'it' : 'them'} again ${price}`;
}
