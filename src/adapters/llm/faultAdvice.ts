import * as l10n from '@vscode/l10n';
import type { FaultKind } from '../../core/models/modelFault.js';
import type { FaultSigns } from './faultSigns.js';

/** Whom a call was made to, for the sentence. */
export interface FaultTarget {
	readonly title: string;
	readonly model: string;
	readonly baseUrl: string;
}

/** What is wrong, one step finer than the kind that the executor needs. */
export type FaultReason = FaultKind | 'no-credit' | 'unknown-model' | 'moved' | 'cut';

/** One or two whole sentences: who, what happened, what to do. */
export function adviceOf(reason: FaultReason, signs: FaultSigns, { title, model, baseUrl }: FaultTarget): string {
	return advice[reason]({ title, model, who: `${title} (${model})`, host: new URL(baseUrl).origin, signs });
}

interface Told {
	readonly title: string;
	readonly model: string;
	readonly who: string;
	readonly host: string;
	readonly signs: FaultSigns;
}

const advice: Readonly<Record<FaultReason, (told: Told) => string>> = {
	auth: ({ title, model }) =>
		l10n.t(
			"{0} does not accept the key, or the key may not use {1}. Set it again with the command 'Prometheus Novel: Set API Key'.",
			title,
			model,
		),
	'no-credit': ({ title, model }) =>
		l10n.t(
			'The account at {0} has no credit or quota left for {1}. Add credit or raise its limit there, or choose another model.',
			title,
			model,
		),
	'rate-limit': ({ who }) =>
		l10n.t(
			'{0} takes no more requests for the moment. Wait a little, or lower prometheusNovel.execution.concurrency.',
			who,
		),
	overloaded: ({ who, signs }) =>
		l10n.t('{0} has failed or is overloaded{1}. Try again later, or choose another model.', who, statusNote(signs)),
	network: ({ title, host, signs }) =>
		l10n.t(
			'{0} cannot be reached at {1}{2}. Check that it is running and that the address in prometheusNovel.providers (--base-url on the command line) is right.',
			title,
			host,
			codeNote(signs),
		),
	cut: ({ who, signs }) => l10n.t('The connection to {0} broke off{1}. Try again.', who, codeNote(signs)),
	'context-too-long': ({ who }) =>
		l10n.t(
			'The prompt does not fit into the context of {0}. Lower prometheusNovel.context.maxTokens, or choose a model with a larger context.',
			who,
		),
	refused: ({ who }) =>
		l10n.t(
			'{0} would not answer for reasons of content. Change the passage or its brief, or choose another model.',
			who,
		),
	'bad-reply': ({ who }) =>
		l10n.t('The reply of {0} could not be understood. Try again, or choose another model.', who),
	'unknown-model': ({ title, model, host }) =>
		l10n.t(
			'{0} has no model "{1}", or not at {2}. Check the name and the address in prometheusNovel.providers.',
			title,
			model,
			host,
		),
	moved: ({ title, host }) =>
		l10n.t(
			'{0} sends requests on to another address. Set the final base URL of {1} in prometheusNovel.providers.',
			host,
			title,
		),
	'bad-request': ({ who, signs }) =>
		l10n.t(
			'{0} does not accept the request{1}. Choose another model, or report this as a fault of the extension.',
			who,
			requestNote(signs),
		),
};

function statusNote({ status }: FaultSigns): string {
	return status === undefined ? '' : ` (HTTP ${status})`;
}

function codeNote({ networkCode }: FaultSigns): string {
	return networkCode === undefined ? '' : ` (${networkCode})`;
}

function requestNote({ parameter, codes, status }: FaultSigns): string {
	const facts = [
		status === undefined ? '' : `HTTP ${status}`,
		...codes,
		parameter === undefined ? '' : l10n.t('parameter {0}', parameter),
	];
	const known = facts.filter((fact) => fact !== '');
	return known.length === 0 ? '' : ` (${known.join(', ')})`;
}
