import * as vscode from 'vscode';
import { formatMoney } from '../../core/cost/money.js';
import type { CostForecast } from '../../services/cost/forecastService.js';
import { decimal } from '../locale.js';
import { durationWords } from './durationWords.js';

/** What else is to be said of a forecast: the other continuity, thinking, batches, and how far it can be trusted. */
export function forecastNotes(forecast: CostForecast): readonly string[] {
	return [...otherContinuity(forecast), ...thinking(forecast), ...batches(forecast), trust(forecast)];
}

/** Told where it is worth waiting less for. */
function otherContinuity({ continuity, expectedMsBy: { chained, planned } }: CostForecast): readonly string[] {
	if (planned >= chained) return [];
	return [
		continuity === 'chained'
			? vscode.l10n.t(
					'Drafted side by side from their plans, they would take about {0}, for about as much. The setting “Execution: Continuity” has them so.',
					durationWords(planned),
				)
			: vscode.l10n.t(
					'They are drafted side by side from their plans. Each written on the text of the one before, they would take about {0}.',
					durationWords(chained),
				),
	];
}

function thinking({ thinking: cost }: CostForecast): readonly string[] {
	if (cost === 0) return [];
	return [
		vscode.l10n.t(
			'A model of yours thinks before it writes, which is billed as output. How much it thinks, this book’s own calls have to show; until then, count with about {0} more.',
			formatMoney(cost),
		),
	];
}

function batches({ batchSaving }: CostForecast): readonly string[] {
	if (batchSaving === 0) return [];
	return [
		vscode.l10n.t(
			'Audits in a batch would cost {0} less; they come back within a day. The setting “Execution: Audits” has them so.',
			formatMoney(batchSaving),
		),
	];
}

function trust({ learned, past, tokenError }: CostForecast): string {
	const tokens = vscode.l10n.t('Input tokens are counted to within ±{0} %.', Math.ceil(tokenError * 100));
	const taught =
		learned === 0
			? vscode.l10n.t('Nothing of it is learned from this book’s own calls yet.')
			: vscode.l10n.t('{0} % of it is learned from this book’s own calls.', Math.round(learned * 100));
	const [last] = past;
	if (last === undefined) return [taught, tokens].join(' ');
	const percent = decimal(Math.abs(last.error * 100), 1);
	const off =
		last.error > 0
			? vscode.l10n.t('The last estimate was {0} % too low over what has been done since.', percent)
			: vscode.l10n.t('The last estimate was {0} % too high over what has been done since.', percent);
	return [taught, off, tokens].join(' ');
}
