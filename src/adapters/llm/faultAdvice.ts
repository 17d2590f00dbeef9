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
	const who = `${title} (${model})`;
	const host = new URL(baseUrl).origin;
	switch (reason) {
		case 'auth':
			return `${title} does not accept the key, or the key may not use ${model}. Set it again with the command 'Prometheus Novel: Set API Key'.`;
		case 'no-credit':
			return `The account at ${title} has no credit or quota left for ${model}. Add credit or raise its limit there, or choose another model.`;
		case 'rate-limit':
			return `${who} takes no more requests for the moment. Wait a little, or lower prometheusNovel.execution.concurrency.`;
		case 'overloaded':
			return `${who} has failed or is overloaded${statusNote(signs)}. Try again later, or choose another model.`;
		case 'network':
			return `${title} cannot be reached at ${host}${codeNote(signs)}. Check that it is running and that the address in prometheusNovel.providers (--base-url on the command line) is right.`;
		case 'cut':
			return `The connection to ${who} broke off${codeNote(signs)}. Try again.`;
		case 'context-too-long':
			return `The prompt does not fit into the context of ${who}. Lower prometheusNovel.context.maxTokens, or choose a model with a larger context.`;
		case 'refused':
			return `${who} would not answer for reasons of content. Change the passage or its brief, or choose another model.`;
		case 'bad-reply':
			return `The reply of ${who} could not be understood. Try again, or choose another model.`;
		case 'unknown-model':
			return `${title} has no model "${model}", or not at ${host}. Check the name and the address in prometheusNovel.providers.`;
		case 'moved':
			return `${host} sends requests on to another address. Set the final base URL of ${title} in prometheusNovel.providers.`;
		case 'bad-request':
			return `${who} does not accept the request${requestNote(signs)}. Choose another model, or report this as a fault of the extension.`;
	}
}

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
		parameter === undefined ? '' : `parameter ${parameter}`,
	];
	const known = facts.filter((fact) => fact !== '');
	return known.length === 0 ? '' : ` (${known.join(', ')})`;
}
