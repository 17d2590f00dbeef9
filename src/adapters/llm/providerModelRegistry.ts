import * as l10n from '@vscode/l10n';
import { isAppError } from '../../base/errors.js';
import type { ReplyListener } from '../../core/execution/providerReply.js';
import type { BatchModel, BatchModels } from '../../core/models/batchModel.js';
import type { LanguageModel } from '../../core/models/languageModel.js';
import type { ModelId } from '../../core/models/modelId.js';
import type { ModelRegistry, ReachableModel } from '../../core/models/modelRegistry.js';
import { AiSdkModel } from './aiSdkModel.js';
import { loadOpenBatchModel } from './batches/openBatchModel.js';
import { connectTo, type ProviderAccess } from './connectTo.js';
import { steadyFetch, type Connection, type Fetch } from './connection.js';
import { checkKey, type KeyVerdict } from './keyCheck.js';
import { askModels } from './modelsEndpoint.js';
import { loadOpenModel } from './openModel.js';
import { providerNames, providerOf } from './providers.js';
import { watched } from './watchedFetch.js';

/** Models that come from elsewhere than a provider's HTTP API: `rehearsal`, `vscode`. */
export interface ModelOpener {
	open(id: ModelId): Promise<LanguageModel>;
	list(signal: AbortSignal): Promise<readonly ReachableModel[]>;
}

export interface ModelRegistryConfig extends ProviderAccess {
	/** Openers by provider name; they come before providers of the same name. */
	readonly openers?: Readonly<Record<string, ModelOpener>>;
	readonly fetch?: Fetch;
	/** Hears of the replies of models, not of what else providers are asked. */
	readonly replies?: ReplyListener | undefined;
}

type Listing = readonly ReachableModel[] | string | undefined;

const listTimeoutMs = 4_000;

/** Plain configuration in, models out. A change of settings makes a new registry. */
export class ProviderModelRegistry implements ModelRegistry, BatchModels {
	readonly #config: ModelRegistryConfig;
	readonly #fetch: Fetch;

	constructor(config: ModelRegistryConfig) {
		this.#config = config;
		this.#fetch = steadyFetch(config.fetch);
	}

	/** @throws AppError `unknown-provider`, `bad-base-url` or `missing-key`. */
	async open(id: ModelId): Promise<LanguageModel> {
		const opener = this.#openers[id.provider];
		if (opener !== undefined) return opener.open(id);
		const connection = watched(await this.#connect(id.provider), this.#config.replies);
		return new AiSdkModel(id, connection, await loadOpenModel(connection.provider.kind));
	}

	/** @throws AppError `unknown-provider`, `bad-base-url` or `missing-key`. */
	async batchModelOf(id: ModelId): Promise<BatchModel | undefined> {
		if (id.provider in this.#openers) return undefined;
		const { kind } = providerOf(id.provider, this.#config.providers);
		const open = await loadOpenBatchModel(kind);
		return open?.(id, await this.#connect(id.provider), await loadOpenModel(kind));
	}

	async reachable(
		signal: AbortSignal,
	): Promise<{ readonly models: readonly ReachableModel[]; readonly unreachable: readonly string[] }> {
		const openers = Object.entries(this.#openers);
		const names = providerNames(this.#config.providers).filter((name) => !(name in this.#openers));
		const listings = await Promise.all([
			...openers.map(([name, opener]) => this.#listOpener(name, opener, signal)),
			...names.map((name) => this.#listProvider(name, signal)),
		]);
		return {
			models: listings.flatMap((listing) => (typeof listing === 'object' ? listing : [])),
			unreachable: listings.filter((listing) => typeof listing === 'string'),
		};
	}

	/** Tries a key that is not stored yet. @throws AppError `unknown-provider` or `bad-base-url`. */
	async checkKey(provider: string, key: string, signal: AbortSignal): Promise<KeyVerdict> {
		return checkKey({ provider: providerOf(provider, this.#config.providers), key, fetch: this.#fetch }, signal);
	}

	get #openers(): Readonly<Record<string, ModelOpener>> {
		return this.#config.openers ?? {};
	}

	#connect(name: string): Promise<Connection> {
		return connectTo(name, this.#config, this.#fetch);
	}

	async #listOpener(name: string, opener: ModelOpener, signal: AbortSignal): Promise<Listing> {
		try {
			return await opener.list(signal);
		} catch {
			signal.throwIfAborted();
			return l10n.t('The models of {0} could not be listed.', name);
		}
	}

	/** Undefined for a provider that no key is set for: it was not asked. */
	async #listProvider(name: string, signal: AbortSignal): Promise<Listing> {
		try {
			const connection = await this.#connect(name);
			return listingOf(await askModels(connection, listTimeoutMs, signal), connection);
		} catch (error) {
			signal.throwIfAborted();
			if (isAppError(error) && error.code === 'missing-key') return undefined;
			if (isAppError(error)) return error.message;
			throw error;
		}
	}
}

function listingOf(answer: Awaited<ReturnType<typeof askModels>>, { provider }: Connection): Listing {
	if (answer.kind === 'models') return answer.models;
	if (answer.kind === 'silence')
		return l10n.t('{0} does not answer at {1}.', provider.title, new URL(provider.baseUrl).origin);
	if (answer.keyRefused)
		return l10n.t(
			"{0} does not accept the key. Set it again with the command 'Prometheus Novel: Set API Key'.",
			provider.title,
		);
	return l10n.t('{0} did not list its models (HTTP {1}).', provider.title, answer.status);
}
