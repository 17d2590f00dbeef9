import * as vscode from 'vscode';
import type { ForecastShown } from '../../protocol/dashboard.js';
import { forecastNotes } from '../costs/forecastNotes.js';
import { inStageOrder, stageTitle } from '../stageTitles.js';
import type { BookForecast } from './bookForecasts.js';

export function forecastShown(book: BookForecast): ForecastShown {
	if (book.state !== 'done') return book;
	const { forecast, madeAt, done } = book;
	const { p50, p90, chapters, affordableChapters, expectedMs, byStage } = forecast;
	const left = p50 === 0 ? 1 : Math.max(0, p50 - done) / p50;
	return {
		state: 'done',
		madeAt,
		doneSince: 1 - left,
		p50: Math.round(p50 * left),
		// What is uncertain of a part is taken to be the same share as of the whole.
		p90: Math.round(p90 * left),
		chapters,
		affordableChapters,
		expectedMs: Math.round(expectedMs),
		notes: forecast.calls === 0 ? [vscode.l10n.t('Nothing is left to do: it costs nothing.')] : forecastNotes(forecast),
		byStage: inStageOrder(byStage).map(({ key, p50: half, p90: most }) => ({
			name: stageTitle(String(key)),
			p50: half,
			p90: most,
		})),
	};
}
