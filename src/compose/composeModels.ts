import { systemClock, type Clock } from '../base/clock.js';
import type { PriceTable } from '../core/cost/priceTable.js';
import type { ReplyListener } from '../core/execution/providerReply.js';
import type { BatchModels } from '../core/models/batchModel.js';
import type { LanguageModel } from '../core/models/languageModel.js';
import { rehearsalModelId } from '../core/models/modelId.js';
import type { ModelRegistry } from '../core/models/modelRegistry.js';
import type { TokenCounter } from '../core/models/tokenCounter.js';
import { GenaiPriceTable } from '../adapters/llm/genaiPrices.js';
import type { PriceOverrides } from '../adapters/llm/priceOverride.js';
import { ProviderModelRegistry, type ModelOpener } from '../adapters/llm/providerModelRegistry.js';
import type { ProviderConfigs } from '../adapters/llm/providers.js';
import { RehearsalModel } from '../adapters/llm/rehearsalModel.js';
import { withTimeouts } from '../services/timeLimitedModel.js';

/** What of a host and its settings models are made from. */
export interface ModelHost {
	settings(): {
		readonly providers: ProviderConfigs;
		readonly prices: PriceOverrides;
		readonly firstTextTimeoutMs: number;
		readonly totalTimeoutMs: number;
		readonly rehearsalTokensPerSecond: number;
	};
	key(provider: string): Promise<string | undefined>;
	readonly models?: Readonly<Record<string, ModelOpener>>;
}

/** Prices of the settings as they are now. */
export function priceTable(host: Pick<ModelHost, 'settings'>): PriceTable {
	const current = (): PriceTable => new GenaiPriceTable(host.settings().prices, host.settings().providers);
	return { priceOf: (id) => current().priceOf(id), limitsOf: (id) => current().limitsOf(id) };
}

/** Models of the settings as they are now, each with its time limits. */
export function modelRegistry(
	host: ModelHost,
	tokens: TokenCounter,
	clock: Clock = systemClock,
	replies?: ReplyListener,
): ModelRegistry & BatchModels {
	const current = (): ProviderModelRegistry =>
		new ProviderModelRegistry({
			providers: host.settings().providers,
			key: (provider) => host.key(provider),
			openers: { ...host.models, rehearsal: rehearsal(host, tokens) },
			replies,
		});
	return {
		open: async (id) => limited(await current().open(id), host.settings(), clock),
		reachable: (signal) => current().reachable(signal),
		batchModelOf: (id) => current().batchModelOf(id),
	};
}

function limited(model: LanguageModel, settings: ReturnType<ModelHost['settings']>, clock: Clock): LanguageModel {
	return withTimeouts(model, { firstChunkMs: settings.firstTextTimeoutMs, totalMs: settings.totalTimeoutMs }, clock);
}

function rehearsal(host: ModelHost, tokens: TokenCounter): ModelOpener {
	return {
		open: () => {
			const { rehearsalTokensPerSecond: pace } = host.settings();
			return Promise.resolve(
				new RehearsalModel({
					countTokens: (text) => tokens.count(text),
					...(pace > 0 ? { tokensPerSecond: pace } : {}),
				}),
			);
		},
		list: () =>
			Promise.resolve([
				{ id: rehearsalModelId, name: 'Rehearsal (offline, free, not a real draft)', contextWindow: undefined },
			]),
	};
}
