import type { ReachableModel } from '../../core/models/modelRegistry.js';
import type { Connection } from './connection.js';

/** What came back from a provider's list of models. */
export type ModelsAnswer =
	| { readonly kind: 'models'; readonly models: readonly ReachableModel[] }
	/** It answered, but not with models. */
	| { readonly kind: 'status'; readonly status: number; readonly keyRefused: boolean }
	| { readonly kind: 'silence' };

/** Asks once, for free; `path` is below the base URL. Rejects with the signal's reason when aborted. */
export async function askModels(
	connection: Connection,
	timeoutMs: number,
	signal: AbortSignal,
	path = modelsPath(connection),
): Promise<ModelsAnswer> {
	try {
		const response = await connection.fetch(`${connection.provider.baseUrl}${path}`, {
			headers: headersOf(connection),
			signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
		});
		const body: unknown = await response.json().catch(() => undefined);
		if (!response.ok)
			return { kind: 'status', status: response.status, keyRefused: isKeyRefusal(response.status, body) };
		return { kind: 'models', models: modelsIn(body, connection.provider.name) };
	} catch {
		signal.throwIfAborted();
		return { kind: 'silence' };
	}
}

function modelsPath({ provider }: Connection): string {
	if (provider.kind === 'google') return '/models?pageSize=1000';
	return provider.kind === 'anthropic' ? '/models?limit=1000' : '/models';
}

function headersOf({ provider, key }: Connection): Record<string, string> {
	const version: Record<string, string> = provider.kind === 'anthropic' ? { 'anthropic-version': '2023-06-01' } : {};
	if (key === undefined) return version;
	if (provider.kind === 'anthropic') return { ...version, 'x-api-key': key };
	return provider.kind === 'google' ? { 'x-goog-api-key': key } : { authorization: `Bearer ${key}` };
}

/** Google answers a wrong key with 400 and the reason in its details. */
function isKeyRefusal(status: number, body: unknown): boolean {
	return (
		status === 401 || status === 403 || (status === 400 && JSON.stringify(body ?? null).includes('"API_KEY_INVALID"'))
	);
}

interface ListedModel {
	readonly id?: unknown;
	readonly name?: unknown;
	readonly display_name?: unknown;
	readonly displayName?: unknown;
	readonly supportedGenerationMethods?: unknown;
	readonly context_length?: unknown;
	readonly max_model_len?: unknown;
	readonly max_input_tokens?: unknown;
	readonly inputTokenLimit?: unknown;
}

function modelsIn(body: unknown, provider: string): readonly ReachableModel[] {
	const { data, models } = (body ?? {}) as { data?: unknown; models?: unknown };
	const listed = [data, models].find((list) => Array.isArray(list)) as readonly unknown[] | undefined;
	return (listed ?? []).flatMap((item) => modelIn(item, provider));
}

function modelIn(item: unknown, provider: string): readonly ReachableModel[] {
	if (typeof item !== 'object' || item === null) return [];
	const model = item as ListedModel;
	const id = firstText(model.id, model.name)?.replace(/^models\//, '');
	if (id === undefined || !writesText(id, model)) return [];
	const name = firstText(model.display_name, model.displayName, model.name) ?? id;
	return [{ id: { provider, model: id }, name: name.replace(/^models\//, ''), contextWindow: contextWindowOf(model) }];
}

const otherTrades =
	/embed|whisper|tts|dall-e|moderation|realtime|transcribe|image|audio|sora|rerank|^(babbage|davinci)/i;

function writesText(id: string, { supportedGenerationMethods: methods }: ListedModel): boolean {
	if (Array.isArray(methods) && !methods.includes('generateContent')) return false;
	return !otherTrades.test(id);
}

function contextWindowOf(model: ListedModel): number | undefined {
	const sizes = [model.context_length, model.max_model_len, model.max_input_tokens, model.inputTokenLimit];
	return sizes.find((size): size is number => Number.isSafeInteger(size) && (size as number) > 0);
}

function firstText(...values: readonly unknown[]): string | undefined {
	return values.find((value): value is string => typeof value === 'string' && value !== '');
}
