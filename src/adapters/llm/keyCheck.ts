import * as l10n from '@vscode/l10n';
import type { Connection } from './connection.js';
import { askModels, type ModelsAnswer } from './modelsEndpoint.js';

export interface KeyVerdict {
	readonly kind: 'accepted' | 'rejected' | 'unverifiable';
	/** For a person. */
	readonly sentence: string;
}

const timeoutMs = 10_000;

/** Asks the provider about the connection's key, by calls that cost nothing. */
export async function checkKey(connection: Connection, signal: AbortSignal): Promise<KeyVerdict> {
	const { name, title } = connection.provider;
	// OpenRouter shows its models to everybody.
	const answer = await askModels(connection, timeoutMs, signal, name === 'openrouter' ? '/key' : undefined);
	if (answer.kind === 'models' && !(await asksForKeys(connection, signal))) {
		return {
			kind: 'unverifiable',
			sentence: l10n.t('{0} answers without a key as well, so this one could not be checked.', title),
		};
	}
	return verdictOn(answer, title);
}

/** A server nobody knows may list its models to anybody, and then its answer says nothing about the key. */
async function asksForKeys(connection: Connection, signal: AbortSignal): Promise<boolean> {
	const { name, kind } = connection.provider;
	if (kind !== 'openai-compatible' || name === 'openrouter') return true;
	const answer = await askModels({ ...connection, key: undefined }, timeoutMs, signal);
	return answer.kind === 'status' && answer.keyRefused;
}

function verdictOn(answer: ModelsAnswer, title: string): KeyVerdict {
	if (answer.kind === 'models') return { kind: 'accepted', sentence: l10n.t('{0} accepts the key.', title) };
	if (answer.kind === 'silence')
		return {
			kind: 'unverifiable',
			sentence: l10n.t('{0} could not be reached, so the key could not be checked.', title),
		};
	if (answer.keyRefused)
		return {
			kind: 'rejected',
			sentence: l10n.t('{0} does not accept this key. Copy it again from your account there.', title),
		};
	return {
		kind: 'unverifiable',
		sentence: l10n.t('{0} answered with HTTP {1}, so the key could not be checked.', title, answer.status),
	};
}
