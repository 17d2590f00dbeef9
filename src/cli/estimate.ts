import { formatMoney } from '../core/cost/money.js';
import type { ForecastLine } from '../core/cost/forecast.js';
import type { CostForecast } from '../services/cost/forecastService.js';
import { durationOf, tableOf } from './layout.js';
import type { CommandLine } from './options.js';
import { print } from './output.js';
import { withProject } from './withProject.js';

/** What the rest of the book, or the named chapters, will cost; nothing is sent to any model. */
export async function estimate(command: CommandLine, signal: AbortSignal): Promise<number> {
	return await withProject(command, async ({ forecasts }) => {
		const forecast = await forecasts.predictTotal({ kind: 'chapters', chapters: command.values.chapters }, signal);
		const { nodes: _, ...value } = forecast;
		print(command.json, value, () => linesOf(forecast));
		return 0;
	});
}

function linesOf(forecast: CostForecast): readonly string[] {
	const { p50, p90, calls, chapters, expectedMs, inputTokens, outputTokens, tokenError, left } = forecast;
	if (calls === 0) return ['Nothing is left to do: it costs nothing.'];
	return [
		`${chapters} chapters to draft: about ${formatMoney(p50)}, in nine of ten cases less than ${formatMoney(p90)}`,
		`${calls} calls, ${inputTokens} input (±${Math.ceil(tokenError * 100)} %) and ${outputTokens} output tokens, about ${durationOf(expectedMs)}`,
		`${formatMoney(left)} of the budget is left: enough for ${forecast.affordableChapters} of these chapters`,
		...otherContinuity(forecast),
		...(forecast.thinking === 0
			? []
			: [
					`Thinking, which is billed as output, may add about ${formatMoney(forecast.thinking)} until this book's calls show it`,
				]),
		...(forecast.batchSaving === 0
			? []
			: [
					`Audits in a batch (--audits batch) would cost ${formatMoney(forecast.batchSaving)} less; they come back within a day`,
				]),
		...past(forecast),
		'',
		...section('Stage', forecast.byStage, (key) => String(key).replaceAll('_', ' ')),
		...section('Model', forecast.byModel, String),
		...alternatives(forecast),
		...section('Chapter', forecast.byChapter, (key) => (key === null ? 'the whole book' : String(key))),
	];
}

/** Told where it is worth waiting less for. */
function otherContinuity({ continuity, expectedMsBy: { chained, planned } }: CostForecast): readonly string[] {
	if (planned >= chained) return [];
	return continuity === 'chained'
		? [`Drafted side by side from their plans (--continuity planned), about ${durationOf(planned)}`]
		: [`Each written on the text before it (--continuity chained), about ${durationOf(chained)}`];
}

function past({ past: errors, learned }: CostForecast): readonly string[] {
	const [last] = errors;
	const taught = `${Math.round(learned * 100)} % of it is learned from this book's own calls`;
	if (last === undefined) return [`${taught}; no earlier forecast can be checked yet`];
	const by = `${Math.abs(last.error * 100).toFixed(1)} % too ${last.error > 0 ? 'low' : 'high'}`;
	return [`${taught}; the last forecast was ${by} over ${last.done} of ${last.all} pieces of work`];
}

function alternatives({ alternatives: all }: CostForecast): readonly string[] {
	if (all.length === 0) return [];
	const rows = all.map(({ quality, models, p50, p90 }) => [
		`${quality}: ${[...new Set([models.plan, models.draft, models.check])].join(', ')}`,
		formatMoney(p50),
		formatMoney(p90),
	]);
	return [...tableOf(['Other models, by quality', 'Expected', '9 of 10 below'], rows), ''];
}

function section(
	title: string,
	lines: readonly ForecastLine[],
	nameOf: (key: string | number | null) => string,
): readonly string[] {
	const rows = lines.map(({ key, calls, inputTokens, outputTokens, p50, p90 }) => [
		nameOf(key),
		String(calls),
		String(inputTokens),
		String(outputTokens),
		formatMoney(p50),
		formatMoney(p90),
	]);
	return [...tableOf([title, 'Calls', 'Input', 'Output', 'Expected', '9 of 10 below'], rows), ''];
}
