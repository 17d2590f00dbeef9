import * as vscode from 'vscode';
import type { ForecastLine } from '../../core/cost/forecast.js';
import { formatMoney } from '../../core/cost/money.js';
import type { CostForecast } from '../../services/cost/forecastService.js';
import { inStageOrder, stageTitle } from '../stageTitles.js';
import { forecastNotes } from './forecastNotes.js';
import { durationWords } from './durationWords.js';
import { escapedLine } from '../pages/plainMarkdown.js';
import { markdownTable } from '../pages/markdownTable.js';
import { qualityTitle } from './reasonSentences.js';
import { locale } from '../locale.js';

/** A forecast as a page: the answer first, then what it is made of, and how far such answers can be trusted. */
export function estimatePage(forecast: CostForecast): string {
	const title = `# ${vscode.l10n.t('Estimate')}`;
	if (forecast.calls === 0) return [title, vscode.l10n.t('Nothing is left to do: it costs nothing.')].join('\n\n');
	return [
		title,
		`**${headline(forecast)}**`,
		affordable(forecast),
		...forecastNotes(forecast),
		table(vscode.l10n.t('Stage'), inStageOrder(forecast.byStage), (key) => stageTitle(String(key))),
		table(vscode.l10n.t('Model'), forecast.byModel, String),
		table(vscode.l10n.t('Chapter'), forecast.byChapter, (key) =>
			key === null ? vscode.l10n.t('the whole book') : String(key),
		),
		...alternatives(forecast),
		vscode.l10n.t(
			'Estimates come from a rehearsal of the work that is left, on this machine; nothing was sent to any model. Savings of the provider’s prompt cache are counted once this book’s own calls show them.',
		),
	].join('\n\n');
}

function headline({ chapters, p50, p90, expectedMs }: CostForecast): string {
	return vscode.l10n.t(
		'{0} chapters to draft: about {1}, in nine of ten cases less than {2}, in about {3}.',
		chapters,
		formatMoney(p50),
		formatMoney(p90),
		durationWords(expectedMs),
	);
}

function affordable({ left, affordableChapters, chapters, p90 }: CostForecast): string {
	if (p90 <= left) return vscode.l10n.t('{0} of the budget is left, which covers it.', formatMoney(left));
	return affordableChapters >= chapters
		? vscode.l10n.t('{0} of the budget is left, which may just cover it.', formatMoney(left))
		: vscode.l10n.t(
				'{0} of the budget is left: enough for about {1} of these chapters.',
				formatMoney(left),
				affordableChapters,
			);
}

function alternatives({ alternatives: all }: CostForecast): readonly string[] {
	if (all.length === 0) return [];
	const rows = all.map(({ quality, models, p50, p90 }) => [
		qualityTitle(quality),
		escapedLine([...new Set([models.plan, models.draft, models.check])].join(', ')),
		formatMoney(p50),
		formatMoney(p90),
	]);
	const head = [
		vscode.l10n.t('Other models, by quality'),
		vscode.l10n.t('The cheapest that you have a key for'),
		vscode.l10n.t('Expected'),
		vscode.l10n.t('Nine of ten below'),
	];
	return [markdownTable(head, rows, 2)];
}

function table(title: string, lines: readonly ForecastLine[], nameOf: (key: string | number | null) => string): string {
	const head = [
		title,
		vscode.l10n.t('Calls'),
		vscode.l10n.t('Input tokens'),
		vscode.l10n.t('Output tokens'),
		vscode.l10n.t('Expected'),
		vscode.l10n.t('Nine of ten below'),
	];
	const rows = lines.map(({ key, calls, inputTokens, outputTokens, p50, p90 }) => [
		escapedLine(nameOf(key)),
		calls.toLocaleString(locale()),
		inputTokens.toLocaleString(locale()),
		outputTokens.toLocaleString(locale()),
		formatMoney(p50),
		formatMoney(p90),
	]);
	return markdownTable(head, rows);
}
