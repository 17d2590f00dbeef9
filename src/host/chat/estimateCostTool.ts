import * as vscode from 'vscode';
import type { z } from 'zod';
import type { ForecastLine } from '../../core/cost/forecast.js';
import type { CostForecast } from '../../services/cost/forecastService.js';
import { inStageOrder } from '../stageTitles.js';
import type { ChatNovels } from './chatNovels.js';
import type { ChatToolParts } from './chatTool.js';
import { dollars } from './dollars.js';
import { plainMarkdown } from '../pages/plainMarkdown.js';
import type { SizedAnswer } from './sizedAnswer.js';
import type { toolInputs } from './toolInputs.js';

/** What is left to draft, as the command *Estimate Cost* has it. Rehearsed offline, so that nobody need be asked. */
export function estimateCost(novels: ChatNovels): ChatToolParts<z.infer<typeof toolInputs.estimateCost>> {
	return {
		prepare: async ({ novel }) => {
			const title = await novels.title(novel);
			const sentence =
				title === undefined
					? vscode.l10n.t('Estimating what is left to draft')
					: vscode.l10n.t('Estimating what is left to draft of “{0}”', title);
			return { invocationMessage: plainMarkdown(sentence) };
		},
		answer: async ({ chapters, novel }, signal) => {
			const { title, project } = await novels.open(novel);
			const request = { kind: 'chapters', chapters } as const;
			// A model may ask as often as it likes; what the author asked for is held against the book.
			return estimateAnswer(title, await project.forecasts.predictTotal(request, signal, false));
		},
	};
}

/** The sums first; the lines that they are made of as there is room. */
export function estimateAnswer(novel: string, forecast: CostForecast): SizedAnswer {
	const stages = inStageOrder(forecast.byStage);
	const { byChapter } = forecast;
	const sums = sumsOf(novel, forecast);
	return {
		most: stages.length + byChapter.length,
		render: (size) =>
			JSON.stringify({
				...sums,
				...(size === 0 ? {} : { byStage: stages.slice(0, size).map((line) => ({ stage: line.key, ...plain(line) })) }),
				...(size <= stages.length
					? {}
					: {
							byChapter: byChapter
								.slice(0, size - stages.length)
								.map((line) => ({ chapter: line.key ?? 'whole book', ...plain(line) })),
						}),
			}),
	};
}

function sumsOf(novel: string, forecast: CostForecast): object {
	const { chapters, calls, p50, p90, thinking, left, affordableChapters, expectedMs, continuity, models } = forecast;
	return {
		novel,
		chaptersToDraft: chapters,
		calls,
		p50Usd: dollars(p50),
		p90Usd: dollars(p90),
		...(thinking === 0 ? {} : { thinkingUsd: dollars(thinking) }),
		budgetLeftUsd: dollars(left),
		chaptersThatBudgetPaysFor: affordableChapters,
		expectedMinutes: Math.round(expectedMs / 6_000) / 10,
		continuity,
		models,
		learnedShare: Math.round(forecast.learned * 100) / 100,
	};
}

function plain({ calls, p50, p90 }: ForecastLine): object {
	return { calls, p50Usd: dollars(p50), p90Usd: dollars(p90) };
}
